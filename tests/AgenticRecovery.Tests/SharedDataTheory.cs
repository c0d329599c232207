namespace AgenticRecovery.Tests;

/// <summary>As <see cref="SharedDataFactAttribute"/>, for a test with several rows.</summary>
/// <param name="parts">A file or folder under the material that the test needs.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute(params string[] parts)
    {
        Parts = parts;
        Skip = new SharedDataFactAttribute(parts).Skip;
    }

    public IReadOnlyList<string> Parts { get; }
}
