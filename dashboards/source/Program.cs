using MoniTao.Dashboards;

// dotnet run --project dashboards/source -- dashboards
var folder = args.Length == 1 ? args[0] : throw new ArgumentException("the folder to write to, such as dashboards");
foreach (var (name, text) in DashboardFiles.All)
    await File.WriteAllTextAsync(Path.Combine(folder, name), text);
