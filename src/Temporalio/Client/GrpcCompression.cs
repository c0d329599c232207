namespace Temporalio.Client;

/// <summary>How requests are compressed. Compressed replies are always understood.</summary>
public abstract record GrpcCompression
{
    private GrpcCompression()
    {
    }

    public sealed record Gzip : GrpcCompression
    {
        public Gzip()
        {
        }
    }

    public sealed record None : GrpcCompression
    {
        public None()
        {
        }
    }
}
