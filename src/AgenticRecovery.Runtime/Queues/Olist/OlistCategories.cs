namespace AgenticRecovery.Queues.Olist;

/// <summary>Olist's categories as the cost table knows them. What fits nowhere is "other".</summary>
internal static class OlistCategories
{
    private static readonly (string Part, string Category)[] Parts =
    [
        ("shoe", "shoes"), ("fashion", "fashion"), ("bag", "accessories"), ("watch", "accessories"), ("luggage", "accessories"),
        ("health_beauty", "beauty"), ("perfum", "beauty"), ("diaper", "beauty"),
        ("computer", "electronics"), ("electronic", "electronics"), ("telephony", "electronics"), ("tablet", "electronics"), ("audio", "electronics"),
        ("console", "electronics"), ("photo", "electronics"), ("cine", "electronics"), ("appliance", "electronics"), ("air_conditioning", "electronics"),
        ("furniture", "home"), ("bed_bath", "home"), ("housewares", "home"), ("home", "home"), ("garden", "home"), ("kitchen", "home"), ("la_cuisine", "home"),
        ("mattress", "home"), ("lighting", "home"), ("sports", "sports"),
    ];

    public static string Of(string english)
    {
        foreach (var (part, category) in Parts)
            if (english.Contains(part, StringComparison.OrdinalIgnoreCase)) return category;
        return "other";
    }
}
