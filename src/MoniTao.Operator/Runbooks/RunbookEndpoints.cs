using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MoniTao.Operator.Runbooks;

/// <summary><c>/runbooks/REASON</c>: the pages for those who have no way to the internet. HTML for browsers, else Markdown.</summary>
internal static class RunbookEndpoints
{
    public static void MapRunbooks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/runbooks", () => Results.Redirect($"runbooks/{RunbookPage.Index.Name}")); // relative: a proxy may have put a path in front
        routes.MapGet("/runbooks/{name}", (HttpContext context, string name) => Answer(context, RunbookPage.Find(Path.GetFileNameWithoutExtension(name))));
    }

    private static IResult Answer(HttpContext context, RunbookPage? page)
    {
        if (page is null)
            return Results.Text("there is no runbook of that name; see /runbooks\n", statusCode: StatusCodes.Status404NotFound);
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = "Accept";
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return Results.Text(page.Text, "text/markdown; charset=utf-8");
        headers.ContentSecurityPolicy = RunbookHtml.ContentSecurityPolicy;
        return Results.Text(RunbookHtml.Of(page), "text/html; charset=utf-8");
    }
}
