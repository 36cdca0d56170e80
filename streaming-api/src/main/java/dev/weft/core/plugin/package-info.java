/** What is found by the service loader has these methods. Imports configuration only. */
package dev.weft.core.plugin;
