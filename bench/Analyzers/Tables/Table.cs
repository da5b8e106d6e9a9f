using System.Globalization;

namespace Leveret.Analyzers.Benchmarks.Tables;

/// <summary>Rows that go to standard output as they come, and with all digits to a file.</summary>
internal sealed class Table : IDisposable
{
    private const int NameWidth = 42;
    private const int NumberWidth = 11;

    private readonly StreamWriter _file;

    public Table(string file, params string[] columns)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        _file = new StreamWriter(file);
        Add([.. columns]);
    }

    /// <summary>A name first, then numbers or words.</summary>
    public void Add(params object[] cells)
    {
        Console.WriteLine(string.Concat(cells.Select(Shown)).TrimEnd());
        _file.WriteLine(string.Join(',', cells.Select(static c => Convert.ToString(c, CultureInfo.InvariantCulture)!.Replace(',', ';'))));
        _file.Flush();
    }

    public void Dispose()
    {
        _file.Dispose();
        Console.WriteLine();
    }

    private static string Shown(object cell, int column)
    {
        var text = cell is double number ? number.ToString(Math.Abs(number) < 100 ? "0.00" : "0", CultureInfo.InvariantCulture) : cell.ToString()!;
        return column == 0 ? text.PadRight(NameWidth) : text.PadLeft(NumberWidth);
    }
}
