using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>What the statements of a block do to those after them: wait, leave with some messages, or settle. Each statement is read once.</summary>
internal sealed class BlockPath
{
    private readonly RabbitModel _model;
    private readonly Limits _limits;
    private readonly FunctionSettlements _settlements;
    private readonly IBlockOperation _block;
    private readonly Dictionary<IOperation, int> _positions = new();
    private readonly List<(int At, IConditionalOperation Exit)> _perhapsBound = new();
    private readonly int _lastAck = -1;
    private int _waitsRead;
    private int _exitsRead;
    private int _firstWait = int.MaxValue;
    private int _firstBound = int.MaxValue;
    private (int At, SyntaxNode? Place) _firstFailure = (int.MaxValue, null);

    public BlockPath(IBlockOperation block, FunctionSettlements settlements, RabbitModel model)
    {
        _block = block;
        _settlements = settlements;
        _model = model;
        _limits = new Limits(model);
        for (var i = 0; i < block.Operations.Length; i++)
        {
            _positions.Add(block.Operations[i], i);
            if (settlements.AcksIn(block.Operations[i]))
                _lastAck = i;
        }
    }

    /// <summary>Whether a statement before <paramref name="child"/> waits.</summary>
    public bool WaitsBefore(IOperation child)
    {
        var end = PositionOf(child);
        lock (_positions)
        {
            for (; _waitsRead < end && _firstWait == int.MaxValue; _waitsRead++)
            {
                if (Delays.Waits(_block.Operations[_waitsRead], _model))
                    _firstWait = _waitsRead;
            }

            return _firstWait < end;
        }
    }

    /// <summary>Whether an exit before <paramref name="child"/> lets only some messages come to <paramref name="site"/>.</summary>
    public bool BoundsBefore(IOperation child, IOperation site)
    {
        var end = PositionOf(child);
        lock (_positions)
        {
            ReadExits(end);
            return _firstBound < end || _perhapsBound.TakeWhile(e => e.At < end).Any(e => _limits.Bound(e.Exit.Condition, site));
        }
    }

    /// <summary>The first place before <paramref name="child"/> that settles the message and leaves, so that what follows is a failure; null if there is none.</summary>
    public SyntaxNode? FailureBefore(IOperation child)
    {
        var end = PositionOf(child);
        lock (_positions)
        {
            ReadExits(end);
            return _firstFailure.At < end ? _firstFailure.Place : null;
        }
    }

    /// <summary>Whether a message is acknowledged after <paramref name="child"/>.</summary>
    public bool AcksAfter(IOperation child) => _lastAck > PositionOf(child);

    private int PositionOf(IOperation child) => _positions.TryGetValue(child, out var at) ? at : _block.Operations.Length;

    private void ReadExits(int end)
    {
        for (; _exitsRead < end && _firstBound == int.MaxValue; _exitsRead++)
        {
            var statement = _block.Operations[_exitsRead];
            if (statement is IConditionalOperation { WhenFalse: null } exit && exit.WhenTrue.Leaves())
            {
                var bound = RequeuePath.TestsShutdown(exit.Condition, whenTrue: false) ? true : _limits.Bound(exit.Condition);
                if (bound == true)
                    _firstBound = _exitsRead;
                else if (bound is null)
                    _perhapsBound.Add((_exitsRead, exit));
                if (_settlements.AcksIn(exit.WhenTrue))
                    AddFailure(exit.Condition.Syntax);
            }
            else if (statement is ILoopOperation or ITryOperation && _settlements.AcksIn(statement) && _settlements.ReturnsIn(statement))
            {
                AddFailure(statement.Syntax);
            }
        }
    }

    private void AddFailure(SyntaxNode place)
    {
        if (_firstFailure.Place is null)
            _firstFailure = (_exitsRead, place);
    }
}
