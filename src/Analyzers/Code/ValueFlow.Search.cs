using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Code;

internal sealed partial class ValueFlow
{
    /// <summary>One search from a value back to what makes it.</summary>
    private sealed class Search
    {
        private readonly ValueFlow _flow;
        private readonly HashSet<SyntaxNode> _seen = new();

        private readonly int _mostSlots;
        private int _depth;
        private readonly bool _constantsOnly;

        public Search(ValueFlow flow, int mostSlots, bool constantsOnly)
        {
            _flow = flow;
            _mostSlots = mostSlots;
            _constantsOnly = constantsOnly;
        }

        public ValueTrace Trace { get; } = new();

        public void Visit(IOperation operation, bool far)
        {
            if (_constantsOnly && !Trace.Complete)
                return;
            if (_depth >= MostDeep)
            {
                Trace.Complete = false;
                return;
            }

            _depth++;
            VisitUnwrapped(operation.Unwrapped(), far);
            _depth--;
        }

        private void VisitUnwrapped(IOperation operation, bool far)
        {

            if (operation.ConstantValue.HasValue)
            {
                Trace.Origins.Add(operation);
                return;
            }

            switch (operation)
            {
                case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                    Visit(conditional.WhenTrue, far);
                    Visit(whenFalse, far);
                    break;
                case ICoalesceOperation coalesce:
                    Visit(coalesce.Value, far);
                    Visit(coalesce.WhenNull, far);
                    break;
                case ISwitchExpressionOperation choice:
                    foreach (var arm in choice.Arms)
                        Visit(arm.Value, far);
                    break;
                case IAssignmentOperation assignment and (ISimpleAssignmentOperation or ICoalesceAssignmentOperation):
                    Visit(assignment.Target, far);
                    Visit(assignment.Value, far);
                    break;
                case IConditionalAccessOperation access:
                    Visit(access.WhenNotNull, far);
                    break;
                case IConditionalAccessInstanceOperation instance:
                    if (instance.SelfAndAncestors().OfType<IConditionalAccessOperation>().FirstOrDefault(a => a.Operation.Syntax == instance.Syntax) is { } owner)
                        Visit(owner.Operation, far);
                    else
                        Trace.Complete = false;
                    break;
                case IDelegateCreationOperation creation:
                    Visit(creation.Target, far);
                    break;
                case IThrowOperation:
                    break;
                case IDeclarationExpressionOperation declaration:
                    Visit(declaration.Expression, far);
                    break;
                case IPropertyReferenceOperation { Property.Name: "Value" or "Result", Instance: { } wrapped } property
                    when !_flow._code.IsSource(property.Property.OriginalDefinition):
                    Visit(wrapped, far);
                    break;
                case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection }:
                    Visit(collection, far);
                    break;
                case IArrayElementReferenceOperation element:
                    Visit(element.ArrayReference, far);
                    break;
                case IInvocationOperation call:
                    VisitCall(call, far);
                    break;
                case IObjectCreationOperation { Arguments.Length: > 0, Type: { Name: "Lazy" or "ValueTask" or "AsyncLazy" } type } wrapper
                    when !_flow._code.IsSource(type.OriginalDefinition):
                    VisitWrapped(wrapper.Arguments[0].Value, far);
                    break;
                default:
                    if (operation.Slot() is { } slot)
                        VisitSlot(slot, operation, far);
                    else
                        End(operation);
                    break;
            }
        }

        /// <summary>The search ends here with something that is not constant.</summary>
        private void End(IOperation origin)
        {
            Trace.Origins.Add(origin);
            Trace.Complete &= !_constantsOnly;
        }

        private void VisitSlot(ISymbol slot, IOperation reference, bool far)
        {
            CodeIndex.Cancellation.ThrowIfCancellationRequested();
            if (Trace.Near.Count + Trace.Far.Count >= _mostSlots)
            {
                Trace.Complete = false;
                return;
            }

            if (!(far ? Trace.Far : Trace.Near).Add(slot))
                return;

            var values = _flow.ValuesOf(slot);
            if (!values.Complete && slot is IPropertySymbol && !_flow._code.IsSource(slot))
            {
                End(reference);
                return;
            }

            Trace.Complete &= values.Complete;
            foreach (var value in values.Values)
                Visit(value, far);
        }

        private void VisitCall(IInvocationOperation call, bool far)
        {
            if (!_seen.Add(call.Syntax))
                return;

            var method = call.TargetMethod;
            if (!_flow._code.IsSource(method.OriginalDefinition) && method.MethodKind != MethodKind.DelegateInvoke)
            {
                switch (method.Name)
                {
                    case "GetAwaiter" or "GetResult" or "ConfigureAwait" or "AsTask" or "WaitAsync" or "Unwrap" when call.Receiver() is { } task:
                        Visit(task, far);
                        return;
                    case "FromResult" or "Run" or "StartNew" when call.Arguments.Length > 0:
                        VisitWrapped(call.Arguments[0].Value, far);
                        return;
                    case "TryGetValue" or "GetOrAdd" or "TryDequeue" or "Dequeue" or "TryTake" or "TryPop" or "Pop" or "Peek"
                        or "First" or "FirstOrDefault" or "Last" or "Single" or "ElementAt" or "ToList" or "ToArray" when call.Receiver() is { } collection:
                        Visit(collection, far);
                        return;
                    case "GetService" or "GetRequiredService" when method.TypeArguments.Length == 1
                        && _flow.Calls.RegisteredServices(method.TypeArguments[0]) is { Length: > 0 } services:
                        foreach (var service in services)
                            VisitWrapped(service, far);
                        return;
                    default:
                        End(call);
                        return;
                }
            }

            var targets = _flow.Calls.Resolve(call);
            Trace.Complete &= targets.Complete;
            if (targets.Functions.Length == 0)
                End(call);
            foreach (var function in targets.Functions)
            {
                foreach (var value in Returned(function))
                {
                    if (PassedThrough(value, call) is { } argument)
                        Visit(argument, far);
                    else
                        Visit(value, far: true);
                }
            }
        }

        /// <summary>What a function that returns its own parameter was given by this call, not by all of its callers.</summary>
        private static IOperation? PassedThrough(IOperation returned, IInvocationOperation call) =>
            returned.Unwrapped() is IParameterReferenceOperation { Parameter: var parameter }
            && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition)
                ? call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal)?.Value
                : null;

        /// <summary>The value, or what it returns where it is a function.</summary>
        private void VisitWrapped(IOperation value, bool far)
        {
            if (value.Unwrapped() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda })
            {
                foreach (var returned in Returned(lambda!))
                    Visit(returned, far);
            }
            else if (value.Unwrapped() is IDelegateCreationOperation { Target: IMethodReferenceOperation method })
            {
                foreach (var body in _flow._code.BodiesOf(method.Method))
                {
                    foreach (var returned in Returned(body))
                        Visit(returned, far: true);
                }
            }
            else
            {
                Visit(value, far);
            }
        }
    }
}
