using System.Text;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Store;

/// <summary>What is deleted leaves the file too: SQLite would only mark its place as free, and the words could be read there.</summary>
public sealed class DeletionTests : IDisposable
{
    private const string Words = "please send it to Rua Nova 12";
    private static readonly Migrations Schema = new("test", [new Migration(1, "0001_a", "CREATE TABLE said (words TEXT)")]);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_are_in_the_file_until_they_are_deleted(bool isDeleted)
    {
        using (var database = SqliteDatabase.Open(folder["a.db"], Schema, new StandingClock()))
        {
            await database.WriteAsync(sql => sql.Execute("INSERT INTO said (words) VALUES (@words)", ("@words", Words)), default);
            if (isDeleted)
                await database.WriteAsync(sql => sql.Execute("DELETE FROM said"), default);
        }

        Assert.Equal(!isDeleted, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(folder["a.db"])).Contains(Words, StringComparison.Ordinal));
    }
}
