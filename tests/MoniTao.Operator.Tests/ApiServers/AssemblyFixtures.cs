using MoniTao.TestKit.ApiServers;

[assembly: AssemblyFixture(typeof(ApiServerFixture))]
