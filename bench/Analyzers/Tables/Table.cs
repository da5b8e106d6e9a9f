using System.Globalization;

namespace Leveret.Analyzers.Benchmarks.Tables;

/// <summary>Rows that go to standard output as they come, and with all digits to a file.</summary>
internal sealed class Table : IDisposable
{
    private const int NameWidth = 46;
    private const int NumberWidth = 11;

    private readonly CsvFile _file;

    public Table(string file, params object[] columns)
    {
        _file = new CsvFile(file, columns);
        Show(columns);
    }

    /// <summary>A name first, then numbers or words.</summary>
    public void Add(params object[] cells)
    {
        Show(cells);
        _file.Add(cells);
    }

    public void Dispose()
    {
        _file.Dispose();
        Console.WriteLine();
    }

    private static void Show(object[] cells) => Console.WriteLine(string.Concat(cells.Select(Shown)).TrimEnd());

    private static string Shown(object cell, int column)
    {
        var text = cell is double number ? number.ToString(Math.Abs(number) < 100 ? "0.00" : "0", CultureInfo.InvariantCulture) : cell.ToString()!;
        return column == 0 ? text.PadRight(NameWidth) : text.PadLeft(NumberWidth);
    }
}
