package dev.weft.localhadoop;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the cluster can take work, as told by the web servers of its masters. */
final class Health {

    private static final int TIMEOUT_MS = 2_000;

    private static final Pattern LAST_HEARD = Pattern.compile("\"lastHealthUpdate\":(\\d{1,18})");

    private final Ports ports;

    Health(Ports ports) {
        this.ports = ports;
    }

    /** A NameNode out of safe mode that has its DataNode. */
    boolean hdfsReady() {
        String state = get(Port.NAME_NODE_HTTP, "/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState");
        return state.contains("\"FSState\" : \"Operational\"") && !state.contains("\"NumLiveDataNodes\" : 0");
    }

    /**
     * A ResourceManager that counts a NodeManager as running and has heard from it since a moment: for minutes it counts one that was killed.
     */
    boolean yarnReady(long sinceMs) {
        String nodes = get(Port.RESOURCE_MANAGER_HTTP, "/ws/v1/cluster/nodes?states=RUNNING");
        Matcher heard = LAST_HEARD.matcher(nodes);
        return heard.find() && Long.parseLong(heard.group(1)) >= sinceMs;
    }

    /** Empty while nobody answers. */
    private String get(Port port, String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + ports.of(port) + path)
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            connection.setRequestProperty("Accept", "application/json");
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException notYet) {
            return "";
        }
    }
}
