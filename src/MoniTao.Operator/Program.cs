using MoniTao.Operator.Commands;

return await MonitaoCommand.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
