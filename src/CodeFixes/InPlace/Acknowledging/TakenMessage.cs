using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>The message of a BasicGet: the variable that holds it, and the statements that run only where there is one.</summary>
internal sealed class TakenMessage
{
    private TakenMessage(ILocalSymbol variable, IReadOnlyList<StatementSyntax> work)
    {
        Variable = variable;
        Work = work;
    }

    public ILocalSymbol Variable { get; }

    public IReadOnlyList<StatementSyntax> Work { get; }

    /// <summary>The message of <paramref name="get"/>, or null where it is used elsewhere too or without a test that there is one.</summary>
    public static TakenMessage? Of(IInvocationOperation get, RabbitModel model)
    {
        var value = Outermost(get.Syntax);
        var semantics = model.Code.Compilation.GetSemanticModel(get.Syntax.SyntaxTree);
        ISymbol? variable;
        IReadOnlyList<StatementSyntax>? work;
        switch (value.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration } declarator }:
                variable = semantics.GetDeclaredSymbol(declarator);
                work = AfterTest(declaration, model, variable);
                break;
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax left, Parent: ExpressionStatementSyntax statement }:
                variable = semantics.GetSymbolInfo(left).Symbol;
                work = AfterTest(statement, model, variable);
                break;
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment:
                variable = semantics.GetSymbolInfo(left).Symbol;
                work = Tested(Outermost(assignment), variable, semantics);
                break;
            case IsPatternExpressionSyntax test:
                variable = test.Pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Select(d => semantics.GetDeclaredSymbol(d)).FirstOrDefault();
                work = Tested(value, variable, semantics);
                break;
            default:
                return null;
        }

        return variable is ILocalSymbol local && work is { Count: > 0 } && IsUsedOnlyIn(work, local, model) ? new TakenMessage(local, work) : null;
    }

    /// <summary>The expression with what awaits, casts or brackets it.</summary>
    private static SyntaxNode Outermost(SyntaxNode expression)
    {
        while (expression.Parent is AwaitExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax
            || (expression.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax } access && access.Expression == expression))
        {
            expression = expression.Parent is MemberAccessExpressionSyntax ? expression.Parent.Parent! : expression.Parent!;
        }

        return expression;
    }

    /// <summary>The statements behind the test that follows the statement which takes the message.</summary>
    private static IReadOnlyList<StatementSyntax>? AfterTest(StatementSyntax taking, RabbitModel model, ISymbol? variable)
    {
        if (taking.Parent is not BlockSyntax block)
            return null;

        var test = block.Statements.SkipWhile(s => s != taking).Skip(1).SkipWhile(s => Harmless.Is(model.Code.OperationAt(s), model)).FirstOrDefault();
        return test is IfStatementSyntax { Condition: var condition }
            ? Tested(condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().FirstOrDefault(n => n.Identifier.ValueText == variable?.Name), variable, model.Code.Compilation.GetSemanticModel(taking.SyntaxTree))
            : null;
    }

    /// <summary>The statements that run where the tested value is a message.</summary>
    private static IReadOnlyList<StatementSyntax>? Tested(SyntaxNode? value, ISymbol? variable, SemanticModel semantics)
    {
        if (value is null || variable is null || IsMessage(value) is not { } isMessage)
            return null;

        var test = value.Parent!;
        while (test.Parent is ParenthesizedExpressionSyntax)
            test = test.Parent;
        switch (test.Parent)
        {
            case IfStatementSyntax { Statement: BlockSyntax body } when isMessage:
                return body.Statements;
            case WhileStatementSyntax { Statement: BlockSyntax body } when isMessage:
                return body.Statements;
            case IfStatementSyntax { Else: null, Parent: BlockSyntax block } exit when !isMessage && semantics.AnalyzeControlFlow(exit.Statement) is { Succeeded: true, EndPointIsReachable: false }:
                return block.Statements.SkipWhile(s => s != exit).Skip(1).ToList();
            default:
                return null;
        }
    }

    /// <summary>Whether the test that a value stands in holds for a message, or for none; null where it is another test.</summary>
    private static bool? IsMessage(SyntaxNode value) => value.Parent switch
    {
        BinaryExpressionSyntax binary when binary.Left.IsKind(SyntaxKind.NullLiteralExpression) || binary.Right.IsKind(SyntaxKind.NullLiteralExpression) =>
            binary.IsKind(SyntaxKind.NotEqualsExpression) ? true : binary.IsKind(SyntaxKind.EqualsExpression) ? false : null,
        IsPatternExpressionSyntax { Pattern: var pattern } => IsMessage(pattern),
        _ => null,
    };

    private static bool? IsMessage(PatternSyntax pattern) => pattern switch
    {
        UnaryPatternSyntax { Pattern: var negated } => !IsMessage(negated),
        ConstantPatternSyntax { Expression: var constant } when constant.IsKind(SyntaxKind.NullLiteralExpression) => false,
        RecursivePatternSyntax { PropertyPatternClause.Subpatterns.Count: 0, PositionalPatternClause: null } => true,
        DeclarationPatternSyntax => true,
        _ => null,
    };

    private static bool IsUsedOnlyIn(IReadOnlyList<StatementSyntax> work, ILocalSymbol variable, RabbitModel model)
    {
        var references = model.Code.ReferencesTo(variable);
        return references.Complete && references.Nodes.All(n =>
            work.Any(s => s.Span.Contains(n.Span)) ? n.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != n
            : IsMessage(n) is not null || n.Parent is AssignmentExpressionSyntax { Left: var target } && target == n);
    }
}
