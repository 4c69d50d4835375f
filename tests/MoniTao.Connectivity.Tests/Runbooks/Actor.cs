using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Tests.Runbooks;

/// <summary>The words in which the pages say whose move it is.</summary>
internal static class Actor
{
    public static string Of(Reason reason) => reason.Fault switch
    {
        FaultDomain.Target => "the owner of the target",
        FaultDomain.Path => "the owner of the network",
        FaultDomain.Resolver => "the operator of the resolver",
        _ => "the operator of MoniTao",
    };
}
