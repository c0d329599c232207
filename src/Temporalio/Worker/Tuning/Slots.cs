namespace Temporalio.Worker.Tuning;

/// <summary>The slots of one kind of task in one worker, whatever supplies them.</summary>
internal abstract class Slots
{
    public static Slots Of(SlotSupplier supplier, SlotReserveContext context, WorkerMetrics metrics) => new MeasuredSlots(
        Of(supplier, context), metrics.Slots(context.SlotType, (supplier as FixedSizeSlotSupplier)?.SlotCount));

    private static Slots Of(SlotSupplier supplier, SlotReserveContext context) => supplier switch
    {
        FixedSizeSlotSupplier size => new FixedSlots(size.SlotCount),
        ResourceBasedSlotSupplier resource => new ResourceSlots(resource, context.SlotType),
        CustomSlotSupplier custom => new CustomSlots(custom, context),
        _ => throw new ArgumentException($"Unknown slot supplier {supplier.GetType()}"),
    };

    public abstract ValueTask<SlotPermit> ReserveAsync(bool isSticky, CancellationToken ct);

    /// <summary>Null when none is free at once.</summary>
    public abstract SlotPermit? TryReserve(bool isSticky);

    public virtual void MarkUsed(SlotPermit permit, Func<SlotInfo> use)
    {
    }

    /// <param name="use">What the slot was used for; null when it was not.</param>
    public abstract void Release(SlotPermit permit, Func<SlotInfo>? use);
}

/// <summary>Slots that tell how many of them are in use.</summary>
internal sealed class MeasuredSlots(Slots slots, SlotLevels levels) : Slots
{
    public override ValueTask<SlotPermit> ReserveAsync(bool isSticky, CancellationToken ct) => slots.ReserveAsync(isSticky, ct);

    public override SlotPermit? TryReserve(bool isSticky) => slots.TryReserve(isSticky);

    public override void MarkUsed(SlotPermit permit, Func<SlotInfo> use)
    {
        levels.Change(1);
        slots.MarkUsed(permit, use);
    }

    public override void Release(SlotPermit permit, Func<SlotInfo>? use)
    {
        slots.Release(permit, use);
        if (use is not null)
            levels.Change(-1);
    }
}

/// <summary>A number of slots that never changes.</summary>
internal sealed class FixedSlots(int count) : Slots
{
    private static readonly SlotPermit Permit = new();
    private readonly SemaphoreSlim free = new(count);

    public override ValueTask<SlotPermit> ReserveAsync(bool isSticky, CancellationToken ct)
    {
        var wait = free.WaitAsync(ct);
        return wait.IsCompletedSuccessfully ? new(Permit) : new(AwaitAsync(wait));
    }

    public override SlotPermit? TryReserve(bool isSticky) => free.Wait(0) ? Permit : null;

    public override void Release(SlotPermit permit, Func<SlotInfo>? use) => free.Release();

    private static async Task<SlotPermit> AwaitAsync(Task wait)
    {
        await wait;
        return Permit;
    }
}

/// <summary>Slots handed out by the user's own supplier.</summary>
internal sealed class CustomSlots(CustomSlotSupplier supplier, SlotReserveContext context) : Slots
{
    public override ValueTask<SlotPermit> ReserveAsync(bool isSticky, CancellationToken ct) =>
        new(supplier.ReserveSlotAsync(context with { IsSticky = isSticky }, ct));

    public override SlotPermit? TryReserve(bool isSticky) => supplier.TryReserveSlot(context with { IsSticky = isSticky });

    public override void MarkUsed(SlotPermit permit, Func<SlotInfo> use) => supplier.MarkSlotUsed(new(use(), permit));

    public override void Release(SlotPermit permit, Func<SlotInfo>? use) => supplier.ReleaseSlot(new(use?.Invoke(), permit));
}

/// <summary>
/// Slots by load: the minimum always, then one at a time while memory and processor are under their targets. Load is measured at most
/// once per ramp interval.
/// </summary>
internal sealed class ResourceSlots(ResourceBasedSlotSupplier supplier, SlotType type) : Slots
{
    private static readonly SlotPermit Permit = new();
    private readonly int minimum = supplier.Options.MinimumSlots ?? (type == SlotType.Workflow ? 5 : 1);
    private readonly int maximum = supplier.Options.MaximumSlots ?? (type == SlotType.Workflow ? 500 : 2000);
    private readonly TimeSpan ramp = supplier.Options.RampThrottle ?? (type == SlotType.Workflow ? TimeSpan.Zero : TimeSpan.FromMilliseconds(50));
    private readonly Lock gate = new();
    private int used;
    private long lastHandOutMs;

    public override async ValueTask<SlotPermit> ReserveAsync(bool isSticky, CancellationToken ct)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            if (TryReserve(isSticky) is { } permit)
                return permit;
            await tick.WaitForNextTickAsync(ct);
        }
    }

    public override SlotPermit? TryReserve(bool isSticky)
    {
        lock (gate)
        {
            var now = Environment.TickCount64;
            var isFree = used < minimum || (used < maximum && now - lastHandOutMs >= ramp.TotalMilliseconds && HasRoom());
            if (!isFree)
                return null;
            used++;
            lastHandOutMs = now;
            return Permit;
        }
    }

    public override void Release(SlotPermit permit, Func<SlotInfo>? use)
    {
        lock (gate)
            used--;
    }

    private bool HasRoom()
    {
        var memory = GC.GetGCMemoryInfo();
        var memoryShare = memory.TotalAvailableMemoryBytes == 0 ? 0 : (double)memory.MemoryLoadBytes / memory.TotalAvailableMemoryBytes;
        return memoryShare < supplier.TunerOptions.TargetMemoryUsage && ProcessorLoad.Share() < supplier.TunerOptions.TargetCpuUsage;
    }
}

/// <summary>How busy this process keeps the machine's processors.</summary>
internal static class ProcessorLoad
{
    private static readonly Lock Gate = new();
    private static long lastAtMs;
    private static TimeSpan lastUsed;
    private static double share;

    /// <summary>0 to 1 over the last measured interval of at least 100 ms.</summary>
    public static double Share()
    {
        lock (Gate)
        {
            var now = Environment.TickCount64;
            if (now - lastAtMs < 100)
                return share;
            var total = Environment.CpuUsage.TotalTime;
            share = lastAtMs == 0 ? 0 : (total - lastUsed).TotalMilliseconds / (now - lastAtMs) / Environment.ProcessorCount;
            (lastAtMs, lastUsed) = (now, total);
            return share;
        }
    }
}
