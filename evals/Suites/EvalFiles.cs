using System.Text;

namespace AgenticRecovery.Evals.Suites;

/// <summary>Where a suite and its datasets lie: inside the program, or in a folder of the user's.</summary>
public sealed class EvalFiles
{
    private readonly string? _folder;

    private EvalFiles(string suiteFile, string? folder) => (SuiteFile, _folder) = (suiteFile, folder);

    /// <summary>As faults name it.</summary>
    public string SuiteFile { get; }

    public static IReadOnlyList<string> Shipped { get; } =
        [.. typeof(EvalFiles).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("suites/", StringComparison.Ordinal)).Select(n => Path.GetFileNameWithoutExtension(n)).Order(StringComparer.Ordinal)];

    /// <param name="suite">The name of a shipped suite, or a YAML file.</param>
    /// <exception cref="EvalInputException">There is neither.</exception>
    public static EvalFiles Of(string suite)
    {
        if (Shipped.Contains(suite, StringComparer.Ordinal))
            return new EvalFiles($"suites/{suite}.yaml", null);
        if (File.Exists(suite))
            return new EvalFiles(suite, Path.GetDirectoryName(Path.GetFullPath(suite)));
        throw new EvalInputException(suite, $"expected a file or a shipped suite ({string.Join(", ", Shipped)})");
    }

    public string Suite() => _folder is null ? Embedded(SuiteFile) : File.ReadAllText(SuiteFile, Encoding.UTF8);

    /// <summary>A file that the suite names: beside it, or in the folder <c>datasets</c> beside the suite's own.</summary>
    public string Dataset(string name)
    {
        if (_folder is null)
            return Embedded($"datasets/{name}");
        string[] places = [Path.Combine(_folder, name), Path.Combine(_folder, "..", "datasets", name)];
        return File.ReadAllText(
            Array.Find(places, File.Exists) ?? throw new EvalInputException(SuiteFile, $"expected the file '{name}' beside the suite or in ../datasets"),
            Encoding.UTF8);
    }

    private string Embedded(string name)
    {
        using var stream = typeof(EvalFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new EvalInputException(SuiteFile, $"expected the shipped file '{name}'");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
