namespace Leveret.Corpus;

/// <summary>What is compiled together.</summary>
internal enum Grouping
{
    /// <summary>All projects that reference each other, directly or not.</summary>
    Together,

    /// <summary>Each project alone, as a build does.</summary>
    PerProject,

    /// <summary>Each file alone.</summary>
    PerFile,
}
