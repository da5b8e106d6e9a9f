using Leveret.Robustness.Tests.Running;

// The tests start this program: it takes a job from each line that it reads. What kills a process, kills only this one.
await Task.Run(() => Worker.ServeAsync(Console.In, Console.Out));
