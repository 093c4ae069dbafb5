package concord.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/// A project file as a file: how it is connected to, and how it is copied.
///
/// Never read a project's bytes in the process that has it open: on POSIX systems closing any handle of the file drops the database's lock.
record ProjectFile(Path path) {
    static final String SUFFIX = ".mv.db";
    private static final int COPY_TRIES = 8;
    private static final int HEAD_BLOCK = 4096;
    private static final Pattern HEAD_VERSION = Pattern.compile("^H:2,.*\\bversion:([0-9a-f]{1,15})\\b");

    ProjectFile {
        path = path.toAbsolutePath().normalize();
        if (!path.getFileName().toString().endsWith(SUFFIX))
            throw new StoreException("The name of a project file ends in " + SUFFIX + ", but this one is " + path + ".");
    }

    SqlErrors errors() {
        return new SqlErrors(path);
    }

    String name() {
        String name = path.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    Connection connectNew() throws SQLException {
        return connect("");
    }

    /// Connects to a file that is there.
    ///
    /// @throws StoreException with a sentence when it is not there, empty, in use, damaged or no database
    Connection connect() {
        requireContent();
        try {
            return connect(";IFEXISTS=TRUE");
        } catch (SQLException e) {
            throw errors().opening(e);
        }
    }

    /// Connects without changing a byte, to look at a file before it is used.
    Connection connectReadOnly() throws SQLException {
        requireContent();
        return connect(";IFEXISTS=TRUE;ACCESS_MODE_DATA=r");
    }

    private Connection connect(String more) throws SQLException {
        String path = path().toString();
        // a semicolon in a folder's name would end the path in the address
        String address = path.substring(0, path.length() - SUFFIX.length()).replace(";", "\\;");
        return DriverManager.getConnection("jdbc:h2:file:" + address
                + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0;COMPRESS=TRUE;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=49152" + more, "concord", "");
    }

    private void requireContent() {
        try {
            if (!Files.exists(path))
                throw new StoreException("There is no project file " + path + ".");
            if (!Files.isRegularFile(path) || Files.size(path) == 0)
                throw new StoreException(
                        "The file " + path + " is empty, so it is no Concord project: choose another, or restore a backup.");
        } catch (IOException e) {
            throw new StoreException("The file " + path + " cannot be read: check its permissions.", e);
        }
    }

    /// Whether this process has the file open besides this connection.
    static boolean shared(Connection connection) throws SQLException {
        return new Db(connection).number("select count(*) from information_schema.sessions") > 1;
    }

    /// The version of the content that the head of the file promises; 0 when it says nothing clear. The head is written at each closing and now
    /// and then between. Only for a file that this process does not have open.
    long promisedVersion() {
        try (InputStream in = Files.newInputStream(path)) {
            String head = new String(in.readNBytes(HEAD_BLOCK), StandardCharsets.ISO_8859_1).split("\n", 2)[0];
            String copy = new String(in.readNBytes(HEAD_BLOCK), StandardCharsets.ISO_8859_1).split("\n", 2)[0];
            Matcher version = HEAD_VERSION.matcher(head);
            return head.equals(copy) && version.find() ? Long.parseLong(version.group(1), 16) : 0;
        } catch (IOException e) {
            throw new StoreException("The file " + path + " cannot be read: check its permissions.", e);
        }
    }

    /// The version of the content that was found on opening.
    static long foundVersion(Connection connection) throws SQLException {
        return switch (connection.unwrap(JdbcConnection.class).getSession()) {
            case SessionLocal session -> session.getDatabase().getStore().getMvStore().getCurrentVersion();
            case Session remote -> throw new IllegalStateException("not a local database: " + remote);
        };
    }

    /// Copies the bytes of a file that another process is writing, until the file stood still during a copy or the tries are used up.
    void copyBytes(Path target) throws IOException {
        for (int tries = 0; tries < COPY_TRIES; tries++) {
            BasicFileAttributes before = Files.readAttributes(path, BasicFileAttributes.class);
            Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
            BasicFileAttributes after = Files.readAttributes(path, BasicFileAttributes.class);
            if (before.size() == after.size() && before.lastModifiedTime().equals(after.lastModifiedTime()))
                return;
        }
    }

    /// Writes a consistent copy through the connection that has the file open.
    static void backup(Db db, Path target) throws SQLException, IOException {
        Path folder = target.toAbsolutePath().getParent();
        Path zip = folder.resolve("." + UUID.randomUUID() + ".zip");
        Path copy = folder.resolve("." + UUID.randomUUID() + SUFFIX);
        try {
            try (Statement statement = db.connection().createStatement()) {
                statement.execute("backup to '" + zip.toString().replace("'", "''") + "'");
            }
            unpack(zip, copy);
            Files.move(copy, target);
        } finally {
            Files.deleteIfExists(zip);
            Files.deleteIfExists(copy);
        }
    }

    private static void unpack(Path zip, Path target) throws IOException {
        try (InputStream bytes = Files.newInputStream(zip); ZipInputStream in = new ZipInputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(SUFFIX)) {
                    Files.copy(in, target);
                    return;
                }
            }
        }
        throw new IOException("the archive holds no database");
    }
}
