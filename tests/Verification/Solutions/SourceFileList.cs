using System.Collections.ObjectModel;
using System.Globalization;

namespace Leveret.Verification;

/// <summary>The files of a project under test, each with a path and a text that may contain markup.</summary>
public sealed class SourceFileList : Collection<(string Path, string Text)>
{
    private readonly string _folder;
    private readonly string _extension;

    internal SourceFileList(string folder = "/0/Test", string extension = ".cs")
    {
        _folder = folder;
        _extension = extension;
    }

    /// <summary>Adds a file with the next default path: <c>/0/Test0.cs</c>, <c>/0/Test1.cs</c> and so on.</summary>
    public void Add(string text) => Add((_folder + Count.ToString(CultureInfo.InvariantCulture) + _extension, text));

    /// <summary>Adds files with default paths.</summary>
    public void AddRange(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        foreach (var text in texts)
        {
            Add(text);
        }
    }
}
