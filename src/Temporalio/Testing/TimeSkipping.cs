using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>The lock on time of a time skipping service. Off for code that wants time to stand.</summary>
internal sealed class TimeSkipping
{
    private readonly AsyncLocal<bool> isDisabled = new();

    public async Task<T> WhileUnlockedAsync<T>(ITemporalClient client, Func<Task<T>> wait)
    {
        if (isDisabled.Value)
            return await wait();
        await client.Connection.TestService.UnlockTimeSkippingAsync(new());
        try
        {
            return await wait();
        }
        finally
        {
            await client.Connection.TestService.LockTimeSkippingAsync(new());
        }
    }

    public async Task<T> DisabledAsync<T>(Func<Task<T>> work)
    {
        var before = isDisabled.Value;
        isDisabled.Value = true;
        try
        {
            return await work();
        }
        finally
        {
            isDisabled.Value = before;
        }
    }

    public T Disabled<T>(Func<T> work)
    {
        var before = isDisabled.Value;
        isDisabled.Value = true;
        try
        {
            return work();
        }
        finally
        {
            isDisabled.Value = before;
        }
    }
}
