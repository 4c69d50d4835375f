namespace MoniTao.Network.Tests.Lab;

/// <summary>Addresses for documentation (RFC 5737, RFC 3849), used inside of the namespaces only.</summary>
internal static class Addresses
{
    public const string Prober = "192.0.2.2";
    public const string ProberSix = "2001:db8:1::2";

    /// <summary>More addresses of the prober, towards which the router knows a smaller MTU. Two, for the target remembers an MTU by them.</summary>
    public const string ProberNarrow = "192.0.2.3";
    public const string ProberNarrowToo = "192.0.2.4";

    /// <summary>More addresses of the prober: a router allows one source five errors about missing routes, then one a second.</summary>
    public const string ProberForPing = "192.0.2.5";
    public const string ProberForDns = "192.0.2.6";
    public const string NobodyOnProbersLink = "192.0.2.99";
    public const string NobodyOnProbersLinkSix = "2001:db8:1::99";

    public const string Router = "192.0.2.1";
    public const string RouterSix = "2001:db8:1::1";
    public const string RouterForConfined = "203.0.113.129";
    public const string Confined = "203.0.113.130";

    public const string Target = "198.51.100.2";
    public const string TargetSix = "2001:db8:2::2";

    /// <summary>Addresses of the target reached from <see cref="ProberNarrow"/>: with messages about the MTU dropped, and without.</summary>
    public const string BlackHole = "198.51.100.10";
    public const string SmallMtu = "198.51.100.11";
    public const string SilentToPing = "198.51.100.12";
    public const string PingProhibited = "198.51.100.13";
    public const string NameServer = "198.51.100.20";
    public const string NameServerDropped = "198.51.100.21";
    public const string NameServerProhibited = "198.51.100.22";

    /// <summary>Its questions are answered from <see cref="NameServer"/>.</summary>
    public const string NameServerOfTwo = "198.51.100.25";
    public const string NobodyOnTargetsLink = "198.51.100.99";
    public const string NobodyOnTargetsLinkSix = "2001:db8:2::99";

    /// <summary>Router and target send these to each other.</summary>
    public const string Loop = "203.0.113.1";
    public const string LoopSix = "2001:db8:100::1";

    /// <summary>The prober sends these to the router, which knows no way on.</summary>
    public const string UnknownToRouter = "203.0.113.17";
    public const string UnknownToRouterPing = "203.0.113.18";
    public const string UnknownToRouterDns = "203.0.113.19";
    public const string UnknownToRouterSix = "2001:db8:200::1";

    /// <summary>In the prober's own table.</summary>
    public const string OwnBlackHole = "203.0.113.33";
    public const string OwnProhibit = "203.0.113.34";
    public const string OwnUnreachable = "203.0.113.35";
    public const string OwnBlackHoleSix = "2001:db8:300::1";

    /// <summary>Behind an interface of the prober that is down, one without a carrier, and a gateway that is not there.</summary>
    public const string LinkDown = "203.0.113.49";
    public const string NoCarrier = "203.0.113.65";
    public const string NoCarrierSix = "2001:db8:500::1";
    public const string DeadGateway = "203.0.113.97";
    public const string DeadGatewaySix = "2001:db8:600::1";
    public const string FullQueue = "203.0.113.145";

    /// <summary>What the prober's own firewall keeps from leaving.</summary>
    public const string PingBlockedHere = "198.51.100.14";
    public const string NameServerDroppedHere = "198.51.100.23";
    public const string NameServerRejectedHere = "198.51.100.24";
    public const string NoRoute = "203.0.113.81";
    public const string NoRouteSix = "2001:db8:400::1";
}
