namespace Temporalio.Worker.Tuning;

/// <summary>Hands out slots while memory and processor use stay under their targets.</summary>
public sealed class ResourceBasedSlotSupplier : SlotSupplier
{
    public ResourceBasedSlotSupplier(ResourceBasedSlotSupplierOptions options, ResourceBasedTunerOptions tunerOptions)
    {
        Options = options;
        TunerOptions = tunerOptions;
    }

    public ResourceBasedSlotSupplierOptions Options { get; }

    public ResourceBasedTunerOptions TunerOptions { get; }
}

/// <summary>Bounds of a resource based supplier. Null takes the default: 5 to 500 workflow slots, 1 to 2000 activity slots, 50 ms ramp for activities.</summary>
public sealed record ResourceBasedSlotSupplierOptions(int? MinimumSlots = null, int? MaximumSlots = null, TimeSpan? RampThrottle = null);

/// <summary>Targets as shares from 0 to 1.</summary>
public sealed record ResourceBasedTunerOptions(double TargetMemoryUsage, double TargetCpuUsage);
