package dev.weft.connector.kafka;

import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClient;

/**
 * Makes admin clients. They do not start again from the bootstrap servers when no broker answers: an admin client does that without a
 * pause, thousands of times a second, and logs each.
 */
public final class AdminClients {

    private AdminClients() {}

    /** @param properties the user's, which are kept */
    public static AdminClient create(Properties properties) {
        return AdminClient.create(settings(properties));
    }

    static Properties settings(Properties properties) {
        Properties own = new Properties();
        own.putAll(properties);
        own.putIfAbsent(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        return own;
    }
}
