package dev.weft.client.program;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Checks that remote class path entries can be read. A class loader silently skips an unreadable entry, and the job
 * would fail much later with a class that cannot be found.
 */
final class ClassPathUrls {

    private static final int PATIENCE_MS = (int) Duration.ofSeconds(5).toMillis();

    private ClassPathUrls() {}

    /** Fails for the first entry that cannot be read. Directories are not checked, since a server may not list them. */
    static void check(URL[] entries) {
        for (URL url : entries) {
            if (!url.getProtocol().equals("file") && !url.getPath().endsWith("/")) {
                check(url);
            }
        }
    }

    private static void check(URL url) {
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            try (InputStream in = connection.getInputStream()) {
                if (in.read() < 0) {
                    throw new IOException("it is empty");
                }
            }
        } catch (IOException e) {
            throw ProgramJar.wrong("class path entry '" + url + "' (-C, pipeline.classpaths) cannot be read: "
                    + reason(e) + "; it must be readable here and on every node");
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "unknown host " + failure.getMessage();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
