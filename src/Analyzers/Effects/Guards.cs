using System.Collections.Concurrent;
using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Effects;

/// <summary>
/// Looks for what keeps a second run from repeating the work: anything in the reached code that speaks of message ids,
/// redelivery or idempotency, and on the way to the side effect a test that a second run would answer differently.
/// </summary>
internal sealed class Guards
{
    private static readonly ImmutableArray<string> Markers = ImmutableArray.Create(
        "idempot", "dedup", "duplicate", "inbox", "alreadyprocessed", "alreadyhandled", "alreadysent", "alreadyexist", "isprocessed", "wasprocessed", "hasprocessed",
        "hasbeenprocessed", "processedmessage", "processedevent", "markasprocessed", "upsert", "addorupdate", "insertorupdate", "insertorreplace", "createorupdate",
        "insertifnot", "addifnot", "createifnot", "insertignore", "getoradd", "getorcreate", "findorcreate", "setnx", "exactlyonce");

    private static readonly string[] StateNames = { "Status", "State", "IsProcessed", "Processed", "IsCompleted", "Completed", "IsHandled", "Handled", "IsSent", "Sent", "IsPaid", "ProcessedAt", "CompletedAt", "SentAt" };

    private static readonly string[] DuplicateCodes = { "23505", "UniqueViolation", "2627", "2601", "1062", "DuplicateKey", "IsUnique", "UniqueConstraint", "duplicate" };

    private static readonly string[] ClaimVerbs =
    {
        "TryAdd", "TryClaim", "TryInsert", "TryStart", "TryAcquire", "TryMark", "TryBegin", "TryRegister", "TryStore", "TryLock", "TrySet", "TryRecord", "TryReserve",
        "Claim", "Acquire", "LockTake", "SetAdd", "StringSet",
    };

    private readonly RabbitModel _model;
    private readonly Options _options;
    private readonly Lookups _lookups;
    private readonly ConcurrentDictionary<(SyntaxNode Function, SyntaxNode Site), bool> _guarded = new();

    public Guards(RabbitModel model, Options options)
    {
        _model = model;
        _options = options;
        _lookups = new Lookups(model);
    }

    /// <summary>Whether a test stands on the way to <paramref name="effect"/> that lets only the first run pass.</summary>
    public bool Before(SideEffect effect)
    {
        var site = effect.Operation;
        for (var frame = effect.Frame; frame is not null; site = frame.Site ?? site, frame = frame.Caller)
        {
            if (_guarded.GetOrAdd((frame.Function.Syntax, site.Syntax), _ => IsGuarded(frame.Function, site)))
                return true;
        }

        return false;
    }

    private bool IsGuarded(IOperation function, IOperation site) =>
        function.Here().OfType<IConditionalOperation>().Any(c => LetsOnlyFirstPass(c, site));

    private bool LetsOnlyFirstPass(IConditionalOperation conditional, IOperation site) =>
        _lookups.Guard(conditional, site)
        || (Lookups.Decides(conditional, site) && (TestsState(conditional.Condition) || TestsClaim(conditional.Condition)));

    /// <summary>Whether a function knows of second runs.</summary>
    public bool In(IOperation function) =>
        HasMarkedDeclaration(function) || function.Here().Any(operation => operation switch
        {
            IPropertyReferenceOperation { Property: { Name: "Redelivered" } property } when _model.Rabbit.IsClient(property) => IsUsed(operation),
            IFieldReferenceOperation { Field: { Name: "Redelivered" } field } when _model.Rabbit.IsClient(field) => IsUsed(operation),
            IFieldReferenceOperation { Field: { Name: "NotExists", ContainingType.Name: "When" } } => true,
            IParameterReferenceOperation { Parameter: { Name: "redelivered", Type.SpecialType: SpecialType.System_Boolean } } => IsUsed(operation),
            IPropertyReferenceOperation { Property: { Name: "MessageId" } id } when _model.Rabbit.IsClient(id) => IsUsed(operation),
            IInvocationOperation call when !IsMemory(call.TargetMethod) => IsMarked(call.TargetMethod.Name) || IsMarked(call.TargetMethod.ContainingType?.Name),
            IInvalidOperation invalid => Call.From(invalid, _model.Code) is { } call && (IsMarked(call.Name) || IsMarked(call.TypeName)),
            ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } } => text.IndexOf("idempot", StringComparison.OrdinalIgnoreCase) >= 0,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "IsUpsert" } } => true,
            ICatchClauseOperation clause => CatchesDuplicate(clause),
            _ => false,
        });

    /// <summary>Collections and caches in memory have methods that add or get; that says nothing of messages.</summary>
    private static bool IsMemory(IMethodSymbol method) =>
        method.ContainingNamespace?.ToDisplayString() is { } space
        && (space.StartsWith("System.Collections", StringComparison.Ordinal) || space.StartsWith("Microsoft.Extensions.Caching", StringComparison.Ordinal) || space == "System.Threading");

    private bool IsMarked(string? name) =>
        name is not null
        && (Markers.Any(m => name.IndexOf(m, StringComparison.OrdinalIgnoreCase) >= 0)
            || _options.Markers.Any(m => name.IndexOf(m, StringComparison.OrdinalIgnoreCase) >= 0));

    private bool HasMarkedDeclaration(IOperation function)
    {
        foreach (var declaration in function.Syntax.AncestorsAndSelf().OfType<MemberDeclarationSyntax>())
        {
            if (declaration.AttributeLists.SelectMany(static l => l.Attributes).Any(a => IsMarked(a.Name.ToString())))
                return true;
            if (declaration is TypeDeclarationSyntax type && IsMarked(type.Identifier.ValueText))
                return true;
        }

        return false;
    }

    /// <summary>Whether a message id goes anywhere but into a log.</summary>
    private bool IsUsed(IOperation id)
    {
        if (id.SelfAndAncestors().OfType<IVariableDeclaratorOperation>().FirstOrDefault() is { } declarator)
        {
            return _model.Code.ReferencesTo(declarator.Symbol).Nodes
                .Select(n => _model.Code.OperationAt(n.Expression()))
                .Any(use => use is not null && IsUsedHere(use));
        }

        return IsUsedHere(id);
    }

    private bool IsUsedHere(IOperation use)
    {
        foreach (var ancestor in use.SelfAndAncestors())
        {
            switch (ancestor)
            {
                case IInvocationOperation or IObjectCreationOperation or IInvalidOperation when Call.From(ancestor, _model.Code) is { } call:
                    if (call.Name is "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "ToString" or "Parse" or "TryParse")
                        continue;
                    return !TrivialCalls.Contains(call) && !call.Name.StartsWith("Log", StringComparison.Ordinal) && call.Name != "WriteLine";
                case IInterpolatedStringOperation or IInterpolationOperation:
                    continue;
                case IConditionalOperation conditional when conditional.Condition.Syntax.Span.Contains(use.Syntax.Span):
                    return use.Type?.SpecialType == SpecialType.System_Boolean;
                case IReturnOperation { Parent: not IBlockOperation { Parent: IAnonymousFunctionOperation } }:
                    return true;
                case ISimpleAssignmentOperation or IExpressionStatementOperation or IVariableDeclarationGroupOperation:
                    return false;
            }
        }

        return false;
    }

    /// <summary>A handled duplicate key says that the key is unique, and that the second run is expected.</summary>
    private static bool CatchesDuplicate(ICatchClauseOperation clause)
    {
        var name = clause.ExceptionType?.Name ?? "";
        if (name.IndexOf("Unique", StringComparison.Ordinal) >= 0 || name.IndexOf("Duplicate", StringComparison.Ordinal) >= 0 || name.IndexOf("AlreadyExists", StringComparison.Ordinal) >= 0)
            return true;

        var text = (clause.Filter?.Syntax.ToString() ?? "") + (name is "DbUpdateException" or "MongoWriteException" or "PostgresException" or "SqlException" or "MySqlException" or "NpgsqlException" ? clause.Handler.Syntax.ToString() : "");
        return DuplicateCodes.Any(code => text.IndexOf(code, StringComparison.Ordinal) >= 0)
            || (name == "DbUpdateException" && clause.Filter is not null);
    }

    /// <summary>A test of a loaded job's state. The state in the message itself is the same at each delivery and no guard.</summary>
    private bool TestsState(IOperation condition) =>
        condition.SelfAndHere().OfType<IPropertyReferenceOperation>().Any(property =>
            (IsSetNearby(property) || StateNames.Any(n => property.Property.Name == n || (n.Length <= 6 && property.Property.Name.EndsWith(n, StringComparison.Ordinal))))
            && property.Instance is { } owner
            && property.Property.ContainingNamespace?.ToDisplayString() is { } space && !space.StartsWith("System", StringComparison.Ordinal) && !_model.Rabbit.IsClient(property.Property)
            && !IsPlatformState(property.Type)
            && !_lookups.IsDecoded(owner));

    /// <summary>Whether the function that tests a flag also sets it.</summary>
    private static bool IsSetNearby(IPropertyReferenceOperation tested) =>
        tested.Type?.SpecialType == SpecialType.System_Boolean
        && tested.Function().Here().Any(o => o is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation set } && SymbolEqualityComparer.Default.Equals(set.Property, tested.Property));

    private static bool IsPlatformState(ITypeSymbol? type) => type?.ContainingNamespace?.ToDisplayString() is { } space && (space.StartsWith("System.", StringComparison.Ordinal) || space.StartsWith("Microsoft.", StringComparison.Ordinal));

    /// <summary>
    /// A test of whether this run is the first: a set of what was seen, a claim, or an insert that says what to do with a
    /// duplicate key.
    /// </summary>
    private bool TestsClaim(IOperation condition) =>
        condition.SelfAndHere().Any(operation => operation switch
        {
            ILocalReferenceOperation local => _model.Flow.ValuesOf(local.Local).Values.Any(v => IsClaim(v.Unwrapped())),
            _ => IsClaim(operation),
        });

    private bool IsClaim(IOperation operation)
    {
        if (Call.From(operation, _model.Code) is not { } call || call.Name == ".ctor")
            return false;
        if (ClaimVerbs.Any(verb => call.Name.StartsWith(verb, StringComparison.Ordinal)) || (call.Name == "Add" && call.Method?.ReturnType.SpecialType == SpecialType.System_Boolean))
            return true;
        if (Databases.IsCommand(call))
            return Sql.IsGuarded(Sql.TextOf(call, _model));

        return operation is IInvocationOperation invocation
            && _model.Flow.Calls.Resolve(invocation).Functions.Any(f => Sql.IsGuarded(Sql.TextIn(f, _model)));
    }
}
