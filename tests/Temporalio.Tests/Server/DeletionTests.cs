using System.Text;
using Temporalio.DevServer.Store;

namespace Temporalio.Tests.Server;

/// <summary>What is deleted leaves the file too: SQLite would only mark its place as free, and the words could be read there.</summary>
public sealed class DeletionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("temporal-deletion-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Words_are_in_the_file_until_they_are_deleted(bool isDeleted)
    {
        var path = Path.Combine(folder, "service.db");
        using (var database = Database.Open(path, fullSync: false))
        {
            var connection = database.Connect();
            Database.Execute(connection, "INSERT INTO namespaces (name, body) VALUES ('Rua Nova 12', x'00')");
            if (isDeleted)
                Database.Execute(connection, "DELETE FROM namespaces");
            database.Close(connection);
        }

        Assert.Equal(!isDeleted, Encoding.UTF8.GetString(File.ReadAllBytes(path)).Contains("Rua Nova 12", StringComparison.Ordinal));
    }
}
