using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Fixing;

/// <summary>The statement or expression body that an expression always runs with, before which a statement can be put.</summary>
internal sealed class InsertionPoint
{
    private readonly SyntaxNode _code;

    private InsertionPoint(SyntaxNode code) => _code = code;

    private SyntaxTree Tree => _code.SyntaxTree;

    /// <summary>The statement, or the expression that is a body.</summary>
    public SyntaxNode Code => _code;

    /// <summary>The block, switch section or file whose statements stand in a row with this one; the parent where there is no such row.</summary>
    public SyntaxNode Row
    {
        get
        {
            var parent = _code.Parent!;
            while (parent is LabeledStatementSyntax or GlobalStatementSyntax)
                parent = parent.Parent!;
            return parent;
        }
    }

    /// <summary>Whether this is the expression of <c>=&gt;</c>, which becomes a block.</summary>
    public bool IsExpressionBody => _code is ExpressionSyntax;

    /// <summary>
    /// The point before what holds <paramref name="expression"/>; null where the expression runs only sometimes or more than
    /// once when that runs, or where no statement can stand.
    /// </summary>
    public static InsertionPoint? Before(ExpressionSyntax expression)
    {
        for (SyntaxNode node = expression; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case AnonymousFunctionExpressionSyntax lambda when lambda.ExpressionBody == node:
                case ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or ConstructorDeclarationSyntax }:
                    return new InsertionPoint(node);
                case StatementSyntax statement:
                    return RunsFirstAndOnce(statement, node) && CanBePreceded(statement) ? new InsertionPoint(statement) : null;
                default:
                    if (!RunsAlways(parent, node))
                        return null;
                    break;
            }
        }

        return null;
    }

    /// <summary>The edits that put a statement here. An expression body becomes a statement that starts with <paramref name="keywords"/>.</summary>
    public ImmutableArray<Edit>? Insert(string statement, string keywords) => _code switch
    {
        ExpressionSyntax body => IntoExpressionBody(body, statement, keywords),
        { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax or LabeledStatementSyntax } => IntoRow(statement),
        _ => IntoEmbedded(statement),
    };

    private static bool RunsFirstAndOnce(StatementSyntax statement, SyntaxNode node) => statement switch
    {
        ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or YieldStatementSyntax => true,
        IfStatementSyntax test => test.Condition == node,
        SwitchStatementSyntax choice => choice.Expression == node,
        LockStatementSyntax locked => locked.Expression == node,
        ForEachStatementSyntax loop => loop.Expression == node,
        UsingStatementSyntax scope => scope.Expression == node || scope.Declaration == node,
        _ => false,
    };

    private static bool CanBePreceded(StatementSyntax statement) =>
        statement.Parent is LabeledStatementSyntax labeled ? CanBePreceded(labeled)
        : statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax
            || (statement is ExpressionStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or YieldStatementSyntax && statement is not LabeledStatementSyntax);

    private static bool RunsAlways(SyntaxNode parent, SyntaxNode node) => parent switch
    {
        ConditionalExpressionSyntax choice => choice.Condition == node,
        BinaryExpressionSyntax binary => binary.Left == node || !binary.IsKind(SyntaxKind.CoalesceExpression) && !binary.IsKind(SyntaxKind.LogicalAndExpression) && !binary.IsKind(SyntaxKind.LogicalOrExpression),
        AssignmentExpressionSyntax assignment => !assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression),
        ConditionalAccessExpressionSyntax access => access.Expression == node || access.WhenNotNull == node,
        EqualsValueClauseSyntax => parent.Parent is VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax or UsingStatementSyntax },
        VariableDeclaratorSyntax or VariableDeclarationSyntax
            or AwaitExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax
            or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ArgumentListSyntax or ArgumentSyntax or TupleExpressionSyntax
            or BaseObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or InitializerExpressionSyntax
            or InterpolatedStringExpressionSyntax or InterpolationSyntax => true,
        _ => false,
    };

    private ImmutableArray<Edit> IntoRow(string statement)
    {
        var start = Layout.StartWithComments(_code);
        return Layout.StartsLine(Tree, _code.SpanStart)
            ? ImmutableArray.Create(Edit.Insert(Tree, start, Layout.IndentAt(Tree, _code.SpanStart) + statement + Layout.LineBreak(Tree)))
            : ImmutableArray.Create(Edit.Insert(Tree, _code.SpanStart, statement + " "));
    }

    /// <summary>Braces around a statement that is the whole branch or loop body.</summary>
    private ImmutableArray<Edit>? IntoEmbedded(string statement)
    {
        var before = _code.GetFirstToken().GetPreviousToken();
        var outer = Layout.IndentAt(Tree, _code.Parent!.SpanStart);
        var inner = Layout.StartsLine(Tree, _code.SpanStart) ? Layout.IndentAt(Tree, _code.SpanStart) : outer + Layout.Step(Tree);
        return Layout.IsBlank(Tree, TextSpan.FromBounds(before.Span.End, _code.SpanStart))
            ? Wrap(before.Span.End, _code.SpanStart, inner, outer, statement, "", Layout.EndWithComment(_code), "")
            : null;
    }

    private ImmutableArray<Edit>? IntoExpressionBody(ExpressionSyntax body, string statement, string keywords)
    {
        var owner = body.Parent!;
        var outer = Layout.IndentAt(Tree, (owner is ArrowExpressionClauseSyntax ? owner.Parent! : owner).SpanStart);
        var inner = outer + Layout.Step(Tree);
        if (owner is AnonymousFunctionExpressionSyntax)
        {
            var arrow = body.GetFirstToken().GetPreviousToken();
            return Layout.IsBlank(Tree, TextSpan.FromBounds(arrow.Span.End, body.SpanStart))
                ? Wrap(arrow.Span.End, body.SpanStart, inner, outer, statement, keywords, body.Span.End, ";")
                : null;
        }

        var end = body.GetLastToken().GetNextToken();
        var head = owner.GetFirstToken().GetPreviousToken();
        var arrowToken = ((ArrowExpressionClauseSyntax)owner).ArrowToken;
        return end.IsKind(SyntaxKind.SemicolonToken)
            && Layout.IsBlank(Tree, TextSpan.FromBounds(head.Span.End, arrowToken.SpanStart))
            && Layout.IsBlank(Tree, TextSpan.FromBounds(arrowToken.Span.End, body.SpanStart))
                ? Wrap(head.Span.End, body.SpanStart, inner, outer, statement, keywords, end.Span.End, "")
                : null;
    }

    private ImmutableArray<Edit> Wrap(int from, int to, string inner, string outer, string statement, string keywords, int end, string terminator)
    {
        var line = Layout.LineBreak(Tree);
        var open = Layout.BracesStartLines(Tree) ? line + outer + "{" : " {";
        return ImmutableArray.Create(
            new Edit(Tree, TextSpan.FromBounds(from, to), open + line + inner + statement + line + inner + keywords),
            Edit.Insert(Tree, end, terminator + line + outer + "}"));
    }
}
