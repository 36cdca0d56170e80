package dev.weft.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class AdminClientsTest {

    @Test
    void adminClientsDoNotStartAgainWithoutAPauseWhenNoBrokerAnswers() {
        Properties given = new Properties();
        given.setProperty("bootstrap.servers", "nowhere:1");
        assertThat(AdminClients.settings(given))
                .containsEntry("metadata.recovery.strategy", "none")
                .containsEntry("bootstrap.servers", "nowhere:1");
        assertThat(given).as("they are the user's").hasSize(1);
    }

    @Test
    void whatTheUserHasSetIsKept() {
        Properties given = new Properties();
        given.setProperty("metadata.recovery.strategy", "rebootstrap");
        assertThat(AdminClients.settings(given)).containsEntry("metadata.recovery.strategy", "rebootstrap");
    }
}
