namespace Leveret.Verification;

/// <summary>How closely the tree that a fix produces has to agree with the tree that its text parses to.</summary>
public enum CodeActionValidationMode
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>In nodes and tokens.</summary>
    SemanticStructure,

    /// <summary>In nodes, tokens and trivia.</summary>
    Full,
}
