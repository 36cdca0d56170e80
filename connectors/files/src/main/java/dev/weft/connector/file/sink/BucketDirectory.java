package dev.weft.connector.file.sink;

import dev.weft.core.fs.Path;
import java.io.IOException;
import java.util.StringJoiner;

/**
 * Maps a bucket id to a directory: the sink's path, and below it the names in the id's text, separated by slashes.
 * Every other character is part of a name. A text that leads out of the sink's path is rejected.
 */
final class BucketDirectory {

    private BucketDirectory() {}

    /** @throws IOException when the text is no directory below the sink's path */
    static Path of(Path basePath, Object bucket) throws IOException {
        String text = bucket.toString();
        if (text == null || text.startsWith("/") || text.indexOf('\0') >= 0) {
            throw refused(basePath, text);
        }
        StringJoiner names = new StringJoiner("/");
        for (String name : text.split("/")) {
            if (name.equals("..")) {
                throw refused(basePath, text);
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return names.length() == 0 ? basePath : below(basePath, names.toString());
    }

    /** The file of that name, whatever characters it is made of. */
    static Path below(Path directory, String name) {
        String base = directory.getPath();
        String separator = base.isEmpty() || base.endsWith("/") ? "" : "/";
        return new Path(directory.toUri().getScheme(), directory.toUri().getAuthority(), base + separator + name);
    }

    private static IOException refused(Path basePath, String text) {
        return new IOException("the bucket '" + text + "' is no directory below the output " + basePath
                + ": the text of a bucket is a relative path without '..'; correct the bucket assigner");
    }
}
