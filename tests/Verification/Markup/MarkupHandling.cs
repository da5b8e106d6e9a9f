namespace Leveret.Verification;

/// <summary>What the harness makes of markup in sources.</summary>
public enum MarkupHandling
{
    /// <summary>Markup is taken out and becomes expectations.</summary>
    Allow,

    /// <summary>Sources are taken as they are.</summary>
    None,
}
