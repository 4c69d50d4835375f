using MoniTao.Network.Tests.Lab;

[assembly: AssemblyFixture(typeof(PathNetwork))]
