package dev.weft.core.fs;

import dev.weft.core.io.IOReadableWritable;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * The name of a file or directory: a scheme and an authority, both optional, and names separated by slashes. Immutable
 * but for {@link #read}. Repeated slashes and one at the end are dropped. No escape sequences: what is written is the
 * name, spaces and all.
 */
public class Path implements IOReadableWritable, Serializable, Comparable<Path> {
    private static final long serialVersionUID = 1L;

    public static final String SEPARATOR = "/";
    public static final char SEPARATOR_CHAR = '/';
    public static final String CUR_DIR = ".";

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    private URI uri;

    /** For {@link #read} only. */
    public Path() {
        this.uri = URI.create("");
    }

    /** The path of an address, with its escapes resolved; query and fragment are ignored. */
    public Path(URI uri) {
        this.uri = build(uri.getScheme(), uri.getAuthority(), uri.getPath() == null ? "" : uri.getPath());
    }

    /**
     * The path of a text such as {@code /a/b}, {@code hdfs://host:port/a} or {@code a/b}. What stands before a colon is a
     * scheme if it could be one and no slash stands before it. Blanks are part of names, but dropped ahead of a scheme with
     * {@code ://} and of the root.
     *
     * @throws IllegalArgumentException when the text is null, empty or blank
     */
    public Path(String pathString) {
        this.uri = parse(pathString);
    }

    /**
     * The path of its three parts, none of which is parsed: a colon or a blank is part of a name.
     *
     * @param scheme null for none
     * @param authority such as {@code host:port}; null or empty for none
     * @param path names separated by slashes; not empty
     */
    public Path(String scheme, String authority, String path) {
        this.uri = build(scheme, authority, checked(path));
    }

    /** As {@link #Path(Path, Path)}, of the texts of both. */
    public Path(String parent, String child) {
        this(new Path(parent), new Path(child));
    }

    /**
     * A name or relative path below another path. A child with a scheme and {@code ://} is taken for itself; any other
     * colon is part of a name.
     */
    public Path(Path parent, String child) {
        this(parent, relative(child));
    }

    /** As {@link #Path(Path, Path)}, of the text of the parent. */
    public Path(String parent, Path child) {
        this(new Path(parent), child);
    }

    /** The child seen from the parent; an absolute child keeps only the parent's scheme and authority. */
    public Path(Path parent, Path child) {
        if (child.uri.getScheme() != null) {
            this.uri = child.uri;
            return;
        }
        String childPath = child.getPath();
        String base = parent.getPath();
        String joined = childPath.startsWith(SEPARATOR) || base.isEmpty()
                ? childPath
                : base.endsWith(SEPARATOR) ? base + childPath : base + SEPARATOR + childPath;
        this.uri = build(parent.uri.getScheme(), parent.uri.getAuthority(), joined);
    }

    // a name such as "a:b" under a parent is a name, not a scheme
    private static Path relative(String child) {
        String checked = checked(child);
        int colon = checked.indexOf(':');
        boolean qualified = colon > 0 && checked.startsWith("//", colon + 1);
        return qualified ? new Path(checked) : new Path(null, null, checked);
    }

    private static String checked(String path) {
        if (path == null || path.isEmpty()) {
            throw new IllegalArgumentException("a path must not be " + (path == null ? "null" : "empty"));
        }
        return path;
    }

    private static URI parse(String text) {
        String rest = withoutBlanksAhead(checked(text));
        String scheme = null;
        String authority = null;
        int colon = rest.indexOf(':');
        int slash = rest.indexOf('/');
        if (colon > 0
                && (slash < 0 || colon < slash)
                && SCHEME.matcher(rest.substring(0, colon)).matches()) {
            scheme = rest.substring(0, colon);
            rest = rest.substring(colon + 1);
        }
        if (rest.startsWith("//")) {
            int end = rest.indexOf('/', 2);
            authority = end < 0 ? rest.substring(2) : rest.substring(2, end);
            rest = end < 0 ? "" : rest.substring(end);
        }
        return build(scheme, authority, rest);
    }

    // blanks belong to names, but none is meant ahead of a scheme or of the root
    private static String withoutBlanksAhead(String text) {
        String stripped = text.stripLeading();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("a path must not be blank");
        }
        int colon = stripped.indexOf("://");
        boolean startsAtRoot = stripped.startsWith(SEPARATOR)
                || (colon > 0 && SCHEME.matcher(stripped.substring(0, colon)).matches());
        return startsAtRoot ? stripped : text;
    }

    private static URI build(String scheme, String authority, String path) {
        String host = authority == null || authority.isEmpty() ? null : authority;
        String names = normalized(path);
        if (names.isEmpty() && host != null) {
            names = SEPARATOR;
        }
        try {
            if (scheme == null && host == null && !names.startsWith(SEPARATOR)) {
                return relativeUri(names);
            }
            return new URI(scheme, host, names, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + path + "' is not a path: " + e.getReason(), e);
        }
    }

    // a colon in the first name of a relative path would be taken for the end of a scheme
    private static URI relativeUri(String names) throws URISyntaxException {
        int slash = names.indexOf('/');
        int colon = names.indexOf(':');
        boolean looksLikeScheme = colon >= 0 && (slash < 0 || colon < slash);
        return new URI(null, null, looksLikeScheme ? "./" + names : names, null, null);
    }

    private static String normalized(String path) {
        StringBuilder names = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '/' || names.length() == 0 || names.charAt(names.length() - 1) != '/') {
                names.append(c);
            }
        }
        int end = names.length();
        return end > 1 && names.charAt(end - 1) == '/' ? names.substring(0, end - 1) : names.toString();
    }

    /** The path as an address, with escapes. */
    public URI toUri() {
        return uri;
    }

    /**
     * The file system that this path is on.
     *
     * @throws UnsupportedFileSystemSchemeException when there is none for its scheme
     * @throws IOException when it can't be reached
     */
    public FileSystem getFileSystem() throws IOException {
        return FileSystem.get(uri);
    }

    /** Whether the names begin at the root, whatever the file system. */
    public boolean isAbsolute() {
        return getPath().startsWith(SEPARATOR);
    }

    /** The last name. */
    public String getName() {
        String path = getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The names without scheme and authority. */
    public String getPath() {
        String path = uri.getPath();
        return path.startsWith("./") && uri.getScheme() == null ? path.substring(2) : path;
    }

    /** The path without its last name; null when there is nothing above. */
    public Path getParent() {
        String path = getPath();
        int last = path.lastIndexOf('/');
        if (path.isEmpty() || path.equals(SEPARATOR)) {
            return null;
        }
        String above = last < 0 ? "" : last == 0 ? SEPARATOR : path.substring(0, last);
        Path parent = new Path();
        parent.uri = build(uri.getScheme(), uri.getAuthority(), above);
        return parent;
    }

    /** The same path with text behind its last name. */
    public Path suffix(String suffix) {
        return new Path(uri.getScheme(), uri.getAuthority(), getPath() + suffix);
    }

    /** The number of names. */
    public int depth() {
        String path = getPath();
        return path.isEmpty() || path.equals(SEPARATOR)
                ? 0
                : (int) path.chars().filter(c -> c == '/').count() + (isAbsolute() ? 0 : 1);
    }

    /** The path with the file system's scheme and authority, and absolute. */
    public Path makeQualified(FileSystem fs) {
        Path absolute = isAbsolute() ? this : new Path(fs.getWorkingDirectory(), this);
        if (absolute.uri.getScheme() != null) {
            return absolute;
        }
        URI home = fs.getUri();
        return new Path(home.getScheme(), home.getAuthority(), absolute.getPath());
    }

    /** The absolute path of a local file, with the scheme {@code file}. */
    public static Path fromLocalFile(File file) {
        return new Path("file", null, file.getAbsolutePath());
    }

    /** The text, as a nullable string: whether there is one, then modified UTF-8. */
    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeUTF(toString());
    }

    @Override
    public void read(DataInputView in) throws IOException {
        String text = in.readUTF();
        uri = text.isEmpty() ? URI.create("") : parse(text);
    }

    /** Null if null was written. */
    public static Path deserializeFromDataInputView(DataInputView in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        Path path = new Path();
        path.read(in);
        return path;
    }

    /** Whether there is a path, then the path. */
    public static void serializeToDataOutputView(Path path, DataOutputView out) throws IOException {
        out.writeBoolean(path != null);
        if (path != null) {
            path.write(out);
        }
    }

    /** As it is written, unescaped. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (uri.getScheme() != null) {
            text.append(uri.getScheme()).append(':');
        }
        if (uri.getAuthority() != null) {
            text.append("//").append(uri.getAuthority());
        }
        return text.append(getPath()).toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Path that && that.uri.equals(uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    @Override
    public int compareTo(Path other) {
        return uri.compareTo(other.uri);
    }
}
