/**
 * What the Kafka source and the Kafka sink share. Depends on the user API and on Kafka's client library, which the
 * user's jar brings.
 */
package dev.weft.connector.kafka;
