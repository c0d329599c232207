using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgenticRecovery.Browser.Tests;

/// <summary>What people do besides deciding, in every <see cref="Way"/>: find, keep views, sign in and out, make accounts, set their desk up.</summary>
[Collection(OneDesk.Name)]
public sealed class DeskWorkTests(DeskBrowser browser)
{
    public static TheoryData<string, bool> Ways => Way.All;

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task A_case_is_found_by_its_order(string screen, bool keys)
    {
        await using var visit = await Way.GoAsync(browser, screen, keys);
        var order = browser.Waiting(r => r.Case.Order is not null).Case.Order!.Value.Value;

        if (keys)
            await visit.Page.Keyboard.PressAsync("/");
        else
            await visit.PressAsync("input[type=search]");
        await visit.Page.Keyboard.TypeAsync(order);
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.GetByText($"Found for “{order}”").WaitForAsync();
        Assert.Contains(order, await visit.Page.Locator("main table").InnerTextAsync());
        await visit.AssertSoundAsync("search");
    }

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task A_filter_is_kept_as_a_view_and_forgotten(string screen, bool keys)
    {
        await using var visit = await Way.GoAsync(browser, screen, keys);
        var name = $"late at the {screen}, {(keys ? "keys" : "hand")}";

        await visit.LeaveAsync(ChooseAsync, ".filters form[action='/views']");
        await visit.AssertSoundAsync("filtered queue");
        await visit.WriteAsync(".filters input[name=Name]", name);
        await visit.LeaveAsync(() => visit.PressAsync(".filters button[value=keep]"), ".filters button[value=drop]");
        await Expect(visit.Page.Locator(".views a[aria-current]")).ToHaveTextAsync(name);
        await visit.AssertSoundAsync("queue with a saved view");
        await visit.LeaveAsync(() => visit.PressAsync(".filters button[value=drop]"), ".filters button[value=keep]");

        Assert.DoesNotContain(browser.Desk.App.Store.Views.Of(Environment.UserName), v => v.Name == name);

        async Task ChooseAsync()
        {
            await visit.ChooseAsync("select[name=sla]", "Within a day");
            if (keys)
                await visit.Page.Keyboard.PressAsync("Enter");
        }
    }

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task An_account_is_made_signs_in_changes_its_password_and_signs_out(string screen, bool keys)
    {
        var name = $"nora-{screen}-{(keys ? "keys" : "hand")}";
        await using var admin = await Way.GoAsync(browser, screen, keys);
        await admin.GoAsync("/users");
        await admin.PressAsync("details:has(form[action='/users/add']) > summary");
        await admin.WriteAsync("#n-name", name);
        await admin.AssertSoundAsync("account form");
        await admin.LeaveAsync(() => admin.PressAsync("form[action='/users/add'] .primary"), "[role=status] .notice");
        var first = (await admin.Page.Locator("[role=status] .notice").InnerTextAsync()).Split("password ")[1].Split('.')[0];
        await admin.AssertSoundAsync("account made");

        await using var nora = await browser.StrangerAsync(Way.ScreenOf(screen), hasOnlyKeys: keys);
        await nora.GoAsync("/login");
        await nora.AssertSoundAsync("sign in");
        await nora.WriteAsync("#name", name);
        await nora.WriteAsync("#password", first);
        await nora.LeaveAsync(() => nora.PressAsync(".login .primary"), ".queue-page");
        await nora.GoAsync("/account");
        await nora.WriteAsync("#old", first);
        await nora.WriteAsync("#new", "seven green lamps at noon");
        await nora.LeaveAsync(() => nora.PressAsync("form[action='/account/password'] .primary"), "[role=status] .notice");
        await Expect(nora.Page.Locator("[role=status] .notice")).ToContainTextAsync("Your password is changed");
        await nora.AssertSoundAsync("own account");
        await nora.PressAsync("main form[action='/logout'] button");
        await nora.Page.WaitForURLAsync("**/login");

        await nora.GoAsync("/");
        Assert.EndsWith("/login", nora.Page.Url.Split('?')[0]);
    }

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task Theme_and_language_are_kept_and_right_from_the_first_paint(string screen, bool keys)
    {
        await using var visit = await Way.GoAsync(browser, screen, keys);
        await visit.PressAsync("button[popovertarget=me]");
        await visit.AssertSoundAsync("account menu");
        if (keys)
        {
            await visit.TabToAsync("input[name=Theme]");
            await visit.Page.Keyboard.PressAsync("ArrowRight");
            await visit.Page.Keyboard.PressAsync("ArrowRight");
            await visit.TabToAsync("input[name=Language]");
            await visit.Page.Keyboard.PressAsync("ArrowRight");
        }
        else
        {
            await visit.PressAsync("label:has(input[name=Theme][value=dark])");
            await visit.PressAsync("label:has(input[name=Language][value=de])");
        }

        await visit.LeaveAsync(() => visit.PressAsync("#me form[action='/preferences'] button"), "body");

        await visit.Page.Locator("html.theme-dark[lang=de]").WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Liste" }).WaitForAsync();
        await visit.AssertSoundAsync("queue in German, dark");
    }

    [BrowserFact]
    public async Task Keys_move_select_and_open_the_help_and_can_be_switched_off()
    {
        await using var visit = await Way.GoAsync(browser, "desk", true);
        var page = visit.Page;

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator("tr[aria-current=true]")).ToHaveCountAsync(1);
        await page.GetByText("1 case selected").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#bulk")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("h");
        await Expect(page.Locator("#keys")).ToBeVisibleAsync();
        await visit.AssertSoundAsync("key help");
        await visit.LeaveAsync(() => visit.PressAsync("#keys button[name=Keys]"), "body[data-keys=off]");
        var stands = await page.Locator("tr[aria-current=true]").GetAttributeAsync("data-id");
        await page.Keyboard.PressAsync("j");

        Assert.Equal(stands, await page.Locator("tr[aria-current=true]").GetAttributeAsync("data-id"));
    }
}
