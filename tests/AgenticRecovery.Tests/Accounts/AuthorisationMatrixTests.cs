using System.Net;
using System.Text;
using AgenticRecovery.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AgenticRecovery.Tests.Accounts;

/// <summary>Every endpoint of the desk against every role. An endpoint that is not listed here fails, so none comes in unseen.</summary>
public sealed partial class AuthorisationMatrixTests(AccountsDesk desk) : IClassFixture<AccountsDesk>
{
    private const string Anyone = "anyone";

    [Fact]
    public void Every_endpoint_is_listed_and_every_listed_one_exists()
    {
        var found = Endpoints().Select(e => $"{e.Method} {e.Pattern}").ToHashSet(StringComparer.Ordinal);

        Assert.Empty(found.Except(Needs.Keys).Order());
        Assert.Empty(Needs.Keys.Except(found).Order());
    }

    [Fact]
    public async Task Without_an_account_only_what_anyone_may_call_is_open()
    {
        using var stranger = desk.Stranger();

        var wrong = new List<string>();
        foreach (var endpoint in Endpoints())
        {
            if (await IsOpenAsync(stranger, endpoint) != (Need(endpoint) == Anyone))
                wrong.Add($"{endpoint.Method} {endpoint.Pattern}");
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("approver")]
    [InlineData("operations")]
    [InlineData("finance")]
    [InlineData("risk")]
    [InlineData("policy-editor")]
    [InlineData("admin")]
    public async Task A_role_may_call_what_its_permissions_say_and_nothing_else(string role)
    {
        using var client = await desk.SignedInAsync($"{role}-person");

        var wrong = new List<string>();
        foreach (var endpoint in Endpoints())
        {
            var may = Need(endpoint) == Anyone || Permissions.OfRole[role].Contains(Need(endpoint));
            if (await IsOpenAsync(client, endpoint) != may)
                wrong.Add($"{role}: {endpoint.Method} {endpoint.Pattern} {(may ? "is closed" : "is open")}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_token_opens_only_what_its_scopes_name_whatever_the_account_may()
    {
        using var client = await desk.WithTokenAsync("admin-person", Permissions.Audit);

        var wrong = new List<string>();
        foreach (var endpoint in Endpoints().Where(e => e.Pattern is not "/logout"))
        {
            // The audit log stands in the group of the API, which asks for reading as well.
            var may = Need(endpoint) == Anyone;
            if (await IsOpenAsync(client, endpoint) != may)
                wrong.Add($"{endpoint.Method} {endpoint.Pattern}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_role_has_a_person_in_this_test() =>
        Assert.All(Permissions.Roles, role => Assert.NotNull(desk.App.Store.Accounts.Find($"{role}-person")));

    private static string Need((string Method, string Pattern) endpoint) =>
        Needs.TryGetValue($"{endpoint.Method} {endpoint.Pattern}", out var need) ? need : "nobody: not listed";

    private IEnumerable<(string Method, string Pattern)> Endpoints() => desk.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => (m, "/" + e.RoutePattern.RawText!.Trim('/'))))
        .Distinct();

    /// <summary>Open means that authorisation let the request through; what came of it does not matter.</summary>
    private static async Task<bool> IsOpenAsync(HttpClient client, (string Method, string Pattern) endpoint)
    {
        var path = endpoint.Pattern.Replace("{documentName}", "v1", StringComparison.Ordinal);
        path = Parameter().Replace(path, "none");
        using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), path);
        if (endpoint.Method != "GET")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var isSentAway = answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().StartsWith("/login?next=", StringComparison.Ordinal);
        return answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && !isSentAway;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\{[^}]+\}")]
    private static partial System.Text.RegularExpressions.Regex Parameter();
}
