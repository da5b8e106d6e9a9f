namespace Leveret.Verification;

/// <summary>The checks that a test can leave out; all of them are made unless <c>SkippedChecks</c> names them.</summary>
[Flags]
public enum Checks
{
    /// <summary>No check.</summary>
    None = 0,

    /// <summary>The code compiles to an assembly, where no error is expected.</summary>
    Emit = 1 << 0,

    /// <summary>The analyzer says what it does in generated code and that it runs concurrently, and its descriptors are sound.</summary>
    AnalyzerConduct = 1 << 1,

    /// <summary>Nothing is reported in generated code.</summary>
    GeneratedCode = 1 << 2,

    /// <summary>A pragma suppresses every diagnostic; run under the culture tr-TR.</summary>
    Suppression = 1 << 3,

    /// <summary>The same is reported with the other line endings; run under the culture de-DE.</summary>
    LineEndings = 1 << 4,

    /// <summary>Without RabbitMQ.Client nothing is reported and no action is registered.</summary>
    ClientAbsent = 1 << 5,

    /// <summary>Code that uses types of the same names from another assembly gets no diagnostics.</summary>
    LookAlikes = 1 << 6,

    /// <summary>The same is reported where the code also compiles with another generation of RabbitMQ.Client; where it does not, the analyzer survives it.</summary>
    OtherClient = 1 << 7,

    /// <summary>The registered analyzers do not throw, and report nothing where the analyzer under test reports nothing.</summary>
    AllAnalyzers = 1 << 8,

    /// <summary>Diagnostics are reported in the file and the moment in which they are found, never at the end of the compilation.</summary>
    LocalDiagnostics = 1 << 9,

    /// <summary>FixAll for a document.</summary>
    FixAllInDocument = 1 << 10,

    /// <summary>FixAll for a project.</summary>
    FixAllInProject = 1 << 11,

    /// <summary>FixAll for a solution.</summary>
    FixAllInSolution = 1 << 12,

    /// <summary>FixAll for a solution that contains every document twice.</summary>
    FixAllAcrossDocuments = 1 << 13,

    /// <summary>A fix keeps every comment.</summary>
    Comments = 1 << 14,

    /// <summary>A fix adds no compiler warning.</summary>
    NewWarnings = 1 << 15,

    /// <summary>A fix of code with the other line endings gives the same code with those line endings.</summary>
    FixedLineEndings = 1 << 16,

    /// <summary>Equivalence keys are set, unique and stable.</summary>
    EquivalenceKeys = 1 << 17,

    /// <summary>The fixed code itself gets the checks of an analyzer test.</summary>
    FixedCode = 1 << 18,

    /// <summary>A test names the action it means where several are offered.</summary>
    ActionChosen = 1 << 19,

    /// <summary>Every other action that is offered also changes something and compiles.</summary>
    OtherActions = 1 << 20,
}
