using System.Net;
using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgenticRecovery.Tests.Accounts;

public sealed class SignInTests(AccountsDesk desk) : IClassFixture<AccountsDesk>
{
    [Fact]
    public async Task The_right_password_opens_the_desk_and_signing_out_closes_it()
    {
        using var client = await desk.SignedInAsync("viewer-person");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);

        var token = await AccountsDesk.FormTokenAsync(client, "/account");
        await client.PostAsync("/logout", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token }));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/cases")).StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_words()
    {
        using var client = desk.Stranger();

        var wrong = await (await AccountsDesk.SignInAsync(client, "risk-person", "not the password at all")).Content.ReadAsStringAsync();
        var unknown = await (await AccountsDesk.SignInAsync(client, "nobody-here", "not the password at all")).Content.ReadAsStringAsync();

        Assert.Contains("Name or password is wrong", wrong);
        Assert.Contains("Name or password is wrong", unknown);
    }

    [Fact]
    public async Task Five_wrong_tries_lock_the_account_even_for_the_right_password()
    {
        await desk.AddAsync("locked-person", ["viewer"]);
        var passwords = desk.Services.GetRequiredService<Passwords>();
        for (var i = 0; i < 5; i++)
            Assert.Null(await passwords.CheckAsync("locked-person", $"wrong password {i}", default));

        Assert.Null(await passwords.CheckAsync("locked-person", AccountsDesk.Password, default));
        Assert.NotNull(desk.App.Store.Accounts.Find("locked-person")!.LockedUntil);
    }

    [Fact]
    public async Task Tries_to_sign_in_are_limited_per_address_and_told_when_to_go_on()
    {
        await using var web = DeskHost.Build(desk.App, null, false, new ConfigurationBuilder().AddInMemoryCollection([new("Desk:SignInsPerMinute", "1")]).Build());
        await web.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(web.Urls.First()) };

        var first = await client.PostAsync("/login", null);
        var second = await client.PostAsync("/login", null);

        Assert.Equal(HttpStatusCode.BadRequest, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_sign_in_form_without_its_token_is_refused()
    {
        using var client = desk.Stranger();

        var answer = await client.PostAsync("/login", new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "admin-person", ["password"] = AccountsDesk.Password }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Other_roles_end_the_open_sessions()
    {
        await desk.AddAsync("moved-person", ["admin"]);
        using var client = await desk.SignedInAsync("moved-person");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/users")).StatusCode);

        await desk.App.Store.Accounts.TrySetRolesAsync("moved-person", ["viewer"], [], new By("test", desk.App.Clock.GetUtcNow()), default);

        Assert.StartsWith("/login", (await client.GetAsync("/users")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_session_that_ended_says_so_and_leads_back()
    {
        await desk.AddAsync("late-person", ["viewer"]);
        using var client = await desk.SignedInAsync("late-person");
        await desk.App.Store.Accounts.TryDisableAsync("late-person", new By("test", desk.App.Clock.GetUtcNow()), default);

        var answer = await client.GetAsync("/case?id=case-1");

        Assert.Equal("/login?next=%2Fcase%3Fid%3Dcase-1&ended=true", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/case?id=case-1", "/case?id=case-1")]
    public void Signing_in_leads_only_to_this_desk(string next, string expected) => Assert.Equal(expected, SignInEndpoints.Inside(next));

    [Fact]
    public async Task The_set_up_link_opens_nothing_once_there_are_accounts()
    {
        using var client = desk.Stranger();
        var link = desk.Services.GetRequiredService<OneTimeLinks>().Make(OneTimeLinks.Setup);

        var answer = await client.GetAsync($"/setup?token={link}");

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Fact]
    public async Task A_link_for_the_console_does_not_open_the_set_up()
    {
        var links = desk.Services.GetRequiredService<OneTimeLinks>();
        var link = links.Make(OneTimeLinks.Console);

        Assert.False(links.Use(link, OneTimeLinks.Setup));
        Assert.True(links.Use(link, OneTimeLinks.Console));
        Assert.False(links.Use(link, OneTimeLinks.Console));
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("approver=50EUR", "approver=50.00 EUR")]
    [InlineData("finance=500.50 usd", "finance=500.50 USD")]
    public void Limits_are_read_as_people_type_them(string text, string expected) => Assert.Equal(expected, UserForm.Limit(text).ToString());

    [Theory]
    [InlineData("approver=50")]
    [InlineData("approver=50.001EUR")]
    [InlineData("approver=-5EUR")]
    [InlineData("boss=50EUR")]
    [InlineData("50EUR")]
    public void A_limit_that_could_be_misread_is_refused(string text) => Assert.Throws<BadInputException>(() => UserForm.Limit(text));

    [Fact]
    public void A_mistyped_role_gets_the_nearest_one() =>
        Assert.Contains("did you mean 'approver'", Assert.Throws<BadInputException>(() => UserForm.Roles(["aprover"])).Message);
}
