using Ttv.Cli;

return TtvTool.Run(args, Console.Out, Console.Error);
