namespace Temporalio.Worker.Interceptors;

/// <summary>Wraps the calls a worker makes into workflows and activities. The first interceptor of a worker is the outermost.</summary>
public interface IWorkerInterceptor
{
    WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => nextInterceptor;

    ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => nextInterceptor;
}
