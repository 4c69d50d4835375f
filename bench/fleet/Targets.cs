using System.Text;

namespace MoniTao.Fleet;

/// <summary>What is probed: one nginx with a hundred hosts over TLS, each with a certificate of its own, and plain HTTP.</summary>
internal static class Targets
{
    /// <summary>Hosts with a certificate of their own.</summary>
    public const int Hosts = 100;

    public static string Host(int index) => $"host{index % Hosts}.fleet.example";

    /// <summary>Writes <c>nginx.conf</c>, <c>ca.crt</c> and what they refer to.</summary>
    public static async Task WriteAsync(string folder, TargetPorts ports, CancellationToken cancellation)
    {
        using var authority = new Authority();
        Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellation);
        Directory.CreateDirectory(folder);
        await Write("ca.crt", authority.RootPem + "\n");
        await Write("leaf.key", authority.KeyPem + "\n");
        await Write("expired.crt", authority.ChainPem("expired.fleet.example", expired: true));
        var servers = new StringBuilder();
        for (var i = 0; i < Hosts; i++)
        {
            await Write($"{Host(i)}.crt", authority.ChainPem(Host(i)));
            servers.Append($"  server {{ listen 127.0.0.1:{ports.Https} ssl; server_name {Host(i)}; ssl_certificate {Host(i)}.crt; location / {{ return 200 ok; }} }}\n");
        }

        await Write(
            "nginx.conf",
            $$"""
            daemon off;
            worker_processes 1;
            worker_rlimit_nofile 20000;
            pid nginx.pid;
            error_log stderr crit;
            events { worker_connections 8192; }
            http {
              access_log off;
              client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
              server_names_hash_bucket_size 128;
              ssl_certificate_key leaf.key;
              ssl_protocols TLSv1.2 TLSv1.3;
              ssl_session_cache off;
              ssl_session_tickets off;
            {{servers}}
              server { listen 127.0.0.1:{{ports.Expired}} ssl; ssl_certificate expired.crt; location / { return 200 ok; } }
              server { listen 127.0.0.1:{{ports.Http}} backlog=4096; location / { return 200 ok; } location /broken { return 503 broken; } }
              server { listen 127.0.0.1:{{ports.Status}}; location / { stub_status; } }
            }

            """);
    }
}
