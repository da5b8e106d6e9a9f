using System.Globalization;

namespace Leveret.Analyzers.Benchmarks.Tables;

/// <summary>Rows of a file, with all digits.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly StreamWriter _file;

    public CsvFile(string path, params object[] columns)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new StreamWriter(path) { AutoFlush = true };
        Add(columns);
    }

    public void Add(params object[] cells) =>
        _file.WriteLine(string.Join(',', cells.Select(static c => Convert.ToString(c, CultureInfo.InvariantCulture)!.Replace(',', ';'))));

    public void Dispose() => _file.Dispose();
}
