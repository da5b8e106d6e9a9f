namespace Leveret.Failing;

/// <summary>What an exception says of itself. Some fail at that, and are not to take the message down with them.</summary>
internal static class ExceptionText
{
    public static string MessageOf(Exception exception) => Read(exception, static exception => exception.Message);

    public static string Of(Exception exception) => Read(exception, static exception => exception.ToString());

    private static string Read(Exception exception, Func<Exception, string?> read)
    {
        try
        {
            return read(exception) ?? "";
        }
        catch (Exception failure)
        {
            return $"(The text of the {exception.GetType().Name} could not be read: {failure.GetType().Name})";
        }
    }
}
