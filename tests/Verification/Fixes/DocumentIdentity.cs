using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>What a fix has to leave as it is about a document: its place and how its bytes are written.</summary>
internal static class DocumentIdentity
{
    /// <summary>Fails if something other than the text has changed.</summary>
    public static async Task VerifyAsync(Document before, Document after, CancellationToken cancellationToken)
    {
        Same(before, "name", before.Name, after.Name);
        Same(before, "path", before.FilePath, after.FilePath);
        Same(before, "folders", string.Join('/', before.Folders), string.Join('/', after.Folders));
        var (text, newText) = (await before.GetTextAsync(cancellationToken).ConfigureAwait(false), await after.GetTextAsync(cancellationToken).ConfigureAwait(false));
        Same(before, "encoding", text.Encoding?.WebName, newText.Encoding?.WebName);
        Same(before, "checksum algorithm", text.ChecksumAlgorithm.ToString(), newText.ChecksumAlgorithm.ToString());
    }

    private static void Same(Document document, string what, string? before, string? after)
    {
        if (before != after)
        {
            throw new VerificationException($"Document: the fix changes the {what} of {document.FilePath} from '{before}' to '{after}'.");
        }
    }
}
