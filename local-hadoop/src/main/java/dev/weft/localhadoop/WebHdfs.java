package dev.weft.localhadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A few file operations over HDFS's REST interface, as the user who runs this JVM. Thread-safe, blocking. */
public final class WebHdfs {

    private static final int TIMEOUT_MS = 20_000;
    private static final Pattern SUFFIX = Pattern.compile("\"pathSuffix\":\"([^\"]*)\"");
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final String prefix;
    private final String user = System.getProperty("user.name");

    WebHdfs(int nameNodeHttpPort) {
        this.prefix = "http://127.0.0.1:" + nameNodeHttpPort + "/webhdfs/v1";
    }

    /** Creates a directory and its parents; {@code permission} is octal, as in {@code 755}. */
    public void makeDirectories(String path, String permission) throws IOException {
        send("PUT", path, "MKDIRS&permission=" + permission);
    }

    /** Creates or replaces a file. */
    public void write(String path, byte[] content) throws IOException {
        HttpURLConnection connection = open("PUT", path, "CREATE&overwrite=true&noredirect=true");
        String location = body(connection).replaceAll(".*\"Location\":\"([^\"]*)\".*", "$1");
        HttpURLConnection data =
                (HttpURLConnection) URI.create(location).toURL().openConnection();
        data.setRequestMethod("PUT");
        data.setDoOutput(true);
        data.setReadTimeout(TIMEOUT_MS);
        data.setRequestProperty("Content-Type", "application/octet-stream");
        data.setFixedLengthStreamingMode(content.length);
        try (OutputStream out = data.getOutputStream()) {
            out.write(content);
        }
        body(data);
    }

    /** The whole content of a file. */
    public byte[] read(String path) throws IOException {
        HttpURLConnection connection = open("GET", path, "OPEN");
        check(connection);
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    /** The names in a directory, in order, without their parent; empty when the path is a file. */
    public List<String> list(String path) throws IOException {
        List<String> names = new ArrayList<>();
        Matcher matcher = SUFFIX.matcher(send("GET", path, "LISTSTATUS"));
        while (matcher.find()) {
            if (!matcher.group(1).isEmpty()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    /** The status of a path as the JSON that HDFS returns, if it exists. */
    public Optional<String> status(String path) throws IOException {
        try {
            return Optional.of(send("GET", path, "GETFILESTATUS"));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    public boolean exists(String path) throws IOException {
        return status(path).isPresent();
    }

    /** Removes a path with everything below; says whether there was something to remove. */
    public boolean delete(String path) throws IOException {
        return send("DELETE", path, "DELETE&recursive=true").contains("true");
    }

    private String send(String method, String path, String operation) throws IOException {
        return body(open(method, path, operation));
    }

    private HttpURLConnection open(String method, String path, String operation) throws IOException {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
        String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("%2F", "/")
                .replace("+", "%20");
        URI uri = URI.create(prefix + encoded + "?user.name=" + user + "&op=" + operation);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        return connection;
    }

    private static String body(HttpURLConnection connection) throws IOException {
        check(connection);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void check(HttpURLConnection connection) throws IOException {
        int code = connection.getResponseCode();
        if (code < 400) {
            return;
        }
        String text = "";
        try (InputStream error = connection.getErrorStream()) {
            if (error != null) {
                text = new String(error.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        Matcher message = MESSAGE.matcher(text);
        String reason = "HDFS answered " + code + ": " + (message.find() ? message.group(1) : text);
        throw code == 404 ? new FileNotFoundException(reason) : new IOException(reason);
    }
}
