/** What connectors have in common. */
package dev.weft.connector.base;
