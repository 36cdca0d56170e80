/** Slows sources down to a rate. For task threads; imports the source interfaces only. */
package dev.weft.api.connector.source.util.ratelimit;
