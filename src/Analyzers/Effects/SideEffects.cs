using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Effects;

/// <summary>Finds what a handler does that must not be done twice.</summary>
internal static class SideEffects
{
    private static readonly string[] StoreTypes = { "Repository", "Repo", "Store", "Dao", "Collection", "Service", "Manager", "Gateway", "Client", "UnitOfWork", "Storage", "Writer", "Ledger" };

    private static readonly string[] LoadVerbs = { "Get", "Find", "First", "Single", "Load", "Fetch", "Read", "Query" };

    private static readonly string[] SaveVerbs = { "Save", "Update", "Modify", "Replace", "Store", "Persist", "Commit" };

    private static readonly string[] PaymentVerbs = { "Charge", "Pay", "Refund", "Transfer", "Withdraw", "Deposit", "Debit", "Credit" };

    private static readonly string[] FailureStems = { "retry", "retries", "deadletter", "fail", "requeue", "error" };

    private static readonly string[] FailureWords = { "dlq", "dlx", "dead" };

    private static readonly string[] MetricStems = { "stat", "metric", "counter", "meter", "gauge", "telemetry", "monitor", "instrument" };

    /// <summary>The side effects in the reached code that are not repeatable, nearest first, increments of loaded values last.</summary>
    public static IEnumerable<SideEffect> In(ReachedCode reached, EffectsCache effects)
    {
        var saves = reached.Functions.Any(f => effects.Of(f).Saves);
        foreach (var frame in reached.Functions)
        {
            foreach (var repeated in effects.Of(frame).Repeated)
            {
                if (saves || !repeated.OnlyIfSaved)
                    yield return new SideEffect(repeated.Operation, frame, repeated.Name, repeated.Kind);
            }
        }

        foreach (var frame in reached.Functions)
        {
            if (effects.Of(frame).Increment is { } increment && (saves || !increment.OnlyIfSaved))
                yield return new SideEffect(increment.Operation, frame, increment.Name, increment.Kind);
        }
    }

    /// <summary>The calls of a function that are not repeatable.</summary>
    public static IEnumerable<FunctionEffects.Repeatable> Of(FunctionCalls calls, RabbitModel model, Options options)
    {
        foreach (var call in calls.Leaving)
        {
            if (!options.IsSafe(call) && KindOf(call, model) is { } kind)
                yield return new FunctionEffects.Repeatable(call.Operation, Rules.Messages.Name(call), kind, OnlyIfSaved: IsQueuedInsert(call));
        }
    }

    private static bool IsQueuedInsert(Call call) => Databases.IsEntityFramework(call) && Databases.IsAdd(call);

    private static string? KindOf(Call call, RabbitModel model)
    {
        if (call.Method is { } method && model.Rabbit.IsClient(method))
            return model.Rabbit.Classify(method) == ChannelMember.Publish && !Replies.IsReply(call) && !IsFailureHandling(call) ? "a publish" : null;
        if (IsQueuedInsert(call))
            return HasOwnKey(call, model) ? null : "an insert";
        if (Databases.IsCommand(call))
            return KindOfCommand(call, model);
        if (TrivialCalls.Contains(call) && call.TypeName is not "File")
            return null;

        return KindByName(call, model);
    }

    private static string? KindOfCommand(Call call, RabbitModel model)
    {
        var function = call.Operation.Function();
        var text = Sql.TextOf(call, model);
        if (Sql.IsGuarded(text))
            return null;
        if (Sql.Inserts(text))
            return "an insert";
        if (Sql.Increments(text))
            return "an increment";

        var spelled = text.IndexOf("UPDATE ", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("DELETE ", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("SELECT ", StringComparison.OrdinalIgnoreCase) >= 0;
        return !spelled && call.Name.StartsWith("ExecuteNonQuery", StringComparison.Ordinal) && SoundsLikeInsert(MethodName(function)) ? "an insert" : null;
    }

    private static string? KindByName(Call call, RabbitModel model)
    {
        var name = call.Name;
        if (Words.StartsWithVerb(name, "Insert") || Words.StartsWithVerb(name, "BulkInsert"))
            return HasOwnKey(call, model) ? null : "an insert";
        if (Words.StartsWithVerb(name, "Append") || name is "ListRightPush" or "ListRightPushAsync" or "ListLeftPush" or "ListLeftPushAsync" or "StreamAdd" or "StreamAddAsync")
            return "an append";
        if (Words.StartsWithVerb(name, "Increment") || Words.StartsWithVerb(name, "Decrement") || name.StartsWith("StringIncrement", StringComparison.Ordinal) || name.StartsWith("HashIncrement", StringComparison.Ordinal))
            return IsMetric(call) ? null : "an increment";
        if (IsMail(call))
            return "a mail";
        if (name.StartsWith("Send", StringComparison.Ordinal) && (name.Contains("Sms") || call.TypeName.IndexOf("Sms", StringComparison.OrdinalIgnoreCase) >= 0))
            return "a text message";
        if (Words.StartsWithVerb(name, "Post") && IsHttp(call))
            return IsLogin(call, model) ? null : "a POST";
        if (name is "Send" or "SendAsync" && call.TypeName is "HttpClient" or "HttpMessageInvoker")
            return SendsPost(call) && !IsLogin(call, model) ? "a POST" : null;
        if (Words.StartsWithVerb(name, "Publish") || Words.StartsWithVerb(name, "Produce") || (name is "SendMessageAsync" or "SendMessagesAsync" && call.TypeName is "ServiceBusSender" or "QueueClient" or "IAmazonSQS" or "AmazonSQSClient"))
            return IsFailureHandling(call) ? null : "a publish";

        if (!IsUnseen(call, model))
            return null;
        if (PaymentVerbs.Any(verb => Words.StartsWithVerb(name, verb)))
            return "a payment";
        return (Words.StartsWithVerb(name, "Add") || Words.StartsWithVerb(name, "Create")) && call.IsAwaitable && call.Arguments.Length > 0
            && StoreTypes.Any(suffix => call.TypeName.EndsWith(suffix, StringComparison.Ordinal)) && !HasOwnKey(call, model)
                ? "an insert"
                : null;
    }

    /// <summary>A call whose code is in no assembly at hand: an interface without implementation here, or a missing reference.</summary>
    private static bool IsUnseen(Call call, RabbitModel model) =>
        call.Method is null || call.Type is null or IErrorTypeSymbol || model.Code.IsSource(call.Method.OriginalDefinition) || call.Type.TypeKind == TypeKind.Interface;

    /// <summary>Counting what happens is no business of the message.</summary>
    private static bool IsMetric(Call call) => Words.HasStem(call.TypeName, MetricStems) || Words.HasStem(call.Namespace, MetricStems) || call.Arguments.All(static a => a.ConstantValue.HasValue);

    private static bool IsMail(Call call) =>
        call.Name.StartsWith("Send", StringComparison.Ordinal)
        && (call.Name.IndexOf("Mail", StringComparison.OrdinalIgnoreCase) >= 0 || call.TypeName.IndexOf("Smtp", StringComparison.OrdinalIgnoreCase) >= 0
            || call.TypeName.IndexOf("Mail", StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsHttp(Call call) =>
        call.TypeName.IndexOf("Http", StringComparison.Ordinal) >= 0 || call.TypeName.IndexOf("Rest", StringComparison.Ordinal) >= 0 || call.TypeName.EndsWith("Client", StringComparison.Ordinal);

    private static bool SendsPost(Call call) =>
        call.Operation.Function().Here().Any(static o => o is IPropertyReferenceOperation { Property: { Name: "Post", ContainingType.Name: "HttpMethod" } });

    /// <summary>Asking for a token changes nothing that matters.</summary>
    private static bool IsLogin(Call call, RabbitModel model)
    {
        var text = Sql.TextIn(call.Operation.Function(), model);
        return text.IndexOf("grant_type", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("oauth", StringComparison.OrdinalIgnoreCase) >= 0 || MethodName(call.Operation.Function()).IndexOf("token", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    /// <summary>Publishing to a retry or dead-letter queue is the answer to a failure, not the work.</summary>
    private static bool IsFailureHandling(Call call) =>
        SpeaksOfFailure(MethodName(call.Operation.Function())) || SpeaksOfFailure(call.Name) || call.Arguments.Any(static a => SpeaksOfFailure(a.Syntax.ToString()));

    private static bool SpeaksOfFailure(string text) => Words.HasStem(text, FailureStems) || Words.HasWord(text, FailureWords);

    /// <summary>
    /// Whether what is stored carries a key from the message: a second insert of the same key is refused.
    /// </summary>
    private static bool HasOwnKey(Call call, RabbitModel model)
    {
        foreach (var argument in call.Arguments)
        {
            foreach (var origin in model.Flow.Trace(argument).Origins.OfType<IObjectCreationOperation>())
            {
                foreach (var assignment in origin.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? Enumerable.Empty<ISimpleAssignmentOperation>())
                {
                    if (assignment.Target is IPropertyReferenceOperation { Property.Name: "Id" or "ID" or "MessageId" or "EventId" } && !IsFresh(assignment.Value))
                        return true;
                }
            }
        }

        return false;
    }

    private static bool IsFresh(IOperation value) =>
        value.ConstantValue.HasValue || value.SelfAndHere().Any(static o => o is IInvocationOperation { TargetMethod.Name: "NewGuid" or "CreateVersion7" or "GenerateNewId" or "Next" or "NewId" or "NextId" });

    /// <summary>A loaded entity that is changed by an amount and saved: <c>account.Balance += amount</c>.</summary>
    public static FunctionEffects.Repeatable? IncrementIn(IOperation function, RabbitModel model)
    {
        foreach (var operation in function.HereOutsideCatches())
        {
            var target = operation switch
            {
                ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Target: IPropertyReferenceOperation property, Type.SpecialType: not SpecialType.System_String } => property,
                IIncrementOrDecrementOperation { Target: IPropertyReferenceOperation property } => property,
                _ => null,
            };
            if (target?.Instance?.Unwrapped().Slot() is ILocalSymbol entity && IsLoaded(entity, model))
                return new FunctionEffects.Repeatable(operation, entity.Name + "." + target.Property.Name, "an increment", OnlyIfSaved: !IsSaved(function));
        }

        return null;
    }

    private static bool IsLoaded(ILocalSymbol entity, RabbitModel model) =>
        model.Flow.ValuesOf(entity).Values.Any(v => v.Unwrapped() is IInvocationOperation call && LoadVerbs.Any(verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal)));

    private static bool IsSaved(IOperation function) =>
        function.Here().OfType<IInvocationOperation>().Any(static c => SaveVerbs.Any(verb => c.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal)));

    private static string MethodName(IOperation function) => function.Syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText ?? "";

    private static bool SoundsLikeInsert(string name) =>
        name.IndexOf("Insert", StringComparison.Ordinal) >= 0 || Words.StartsWithVerb(name, "Add") || Words.StartsWithVerb(name, "Create");
}
