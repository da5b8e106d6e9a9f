using System.Globalization;

namespace Leveret.Corpus;

/// <summary>Counts what fixes do, and keeps a line for each report.</summary>
internal sealed class FixTable(string folder)
{
    private readonly List<FixTrial> _trials = [];

    public void Add(IEnumerable<FixTrial> trials) => _trials.AddRange(trials);

    public void Print(TextWriter writer)
    {
        writer.WriteLine($"{"rule",-9}{"reports",9}{"offered",9}{"gone",9}{"broke",9}  new reports");
        foreach (var rule in FixTrial.Rules)
        {
            var trials = _trials.Where(t => t.Report.Id == rule).ToList();
            var added = string.Join(", ", trials.SelectMany(t => t.Added).GroupBy(id => id).Order(Comparer<IGrouping<string, string>>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key))).Select(g => $"{g.Key} {g.Count()}"));
            writer.WriteLine($"{rule,-9}{trials.Count,9}{trials.Count(t => t.Title is not null),9}{trials.Count(t => t.Gone),9}{trials.Count(t => t.Broke),9}  {(added.Length == 0 ? "none" : added)}");
        }
    }

    /// <summary>One line a report: rule, file, line, title of the first fix, whether the report is gone, whether it broke, new reports.</summary>
    public void Write(string file) => File.WriteAllLines(file, _trials.Select(Line).Prepend("rule\tfile\tline\tfix\tgone\tbroke\tnew"));

    private string Line(FixTrial trial)
    {
        var place = trial.Report.Location.GetLineSpan();
        return string.Join('\t', trial.Report.Id, Path.GetRelativePath(folder, place.Path), (place.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture), trial.Title, trial.Gone, trial.Broke, string.Join(' ', trial.Added));
    }
}
