using Leveret.Analyzers.Code;

namespace Leveret.Analyzers.Tests.Code;

public sealed class WordPositionsTests
{
    private const string Text = "channel _channel channel7 @channel(channel).channel channel";

    [Theory]
    [InlineData("channel", 0, 59, new[] { 0, 27, 35, 44, 52 })]
    [InlineData("channel", 1, 58, new[] { 27, 35, 44 })]
    [InlineData("channel", 27, 34, new[] { 27 })]
    [InlineData("channel", 28, 33, new int[0])]
    [InlineData("_channel", 0, 59, new[] { 8 })]
    [InlineData("channel7", 0, 59, new[] { 17 })]
    [InlineData("chan", 0, 59, new int[0])]
    public void Whole_words_within_a_part_of_the_text(string word, int start, int end, int[] expected) =>
        Assert.Equal(expected, WordPositions.Of(Text).Of(word, start, end));

    [Fact]
    public void Nothing_stands_in_an_empty_text() => Assert.Empty(WordPositions.Of("").Of("channel", 0, 0));
}
