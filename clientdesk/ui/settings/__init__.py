"""Settings: the issuer, tax and bank, working time, number series, logo, fonts, data out and in, the window itself."""
