"""Settings: the issuer, tax and bank, working time, number series, the logo, data out and in, the window itself."""
