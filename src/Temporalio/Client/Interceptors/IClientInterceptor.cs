namespace Temporalio.Client.Interceptors;

/// <summary>Stands between a client and the service.</summary>
public interface IClientInterceptor
{
    /// <summary>Called once for each client; returns what is called instead of the next one.</summary>
    ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => nextInterceptor;
}
